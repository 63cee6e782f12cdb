# What this organisation asks of flow log loggers, on the plan as `flowlogctl plan --format json` writes it.
# Package `main` and the rule `deny` are what conftest looks for.
package main

import rego.v1

audit_tenant := "AUTH_a0d17e0c9f9d4c3f8b8a2c4e6f7a9b1c"

# Of another document nothing would be found, and nothing denied.
deny contains "this is no plan of flowlogctl" if not input.tool.name == "flowlogctl"

# What there will be after the apply. One that stays as it is must keep the rules too.
loggers contains logger if {
	some logger in input.resource_changes
	logger.change.after != null
}

deny contains message if {
	some logger in loggers
	logger.change.after.log_format != "PARQUET"
	message := sprintf("%s: log_format must be PARQUET", [logger.address])
}

deny contains message if {
	some logger in loggers
	logger.change.after.aggregation_interval > 5
	message := sprintf("%s: aggregation_interval must be at most 5", [logger.address])
}

deny contains message if {
	some logger in loggers
	not contains(logger.change.after.storage_url, sprintf("/v1/%s/", [audit_tenant]))
	message := sprintf("%s: storage_url must be in the tenant of the audit", [logger.address])
}

# A replace has two actions, and its new logger takes over.
deny contains message if {
	some logger in input.resource_changes
	startswith(logger.stack, "prod-")
	logger.change.actions == ["delete"]
	message := sprintf("%s: loggers of production are not deleted", [logger.address])
}
