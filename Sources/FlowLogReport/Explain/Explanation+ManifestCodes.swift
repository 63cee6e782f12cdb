// The diagnostics of manifests (Contract: Manifest, Diagnostics).

extension Explanation {
    static let manifestErrors: [(String, Explanation)] = [
        (
            "yaml-syntax",
            Explanation(
                "The file is not YAML that flowlogctl reads: broken syntax, a custom tag, an unknown alias, or text that is not UTF-8.",
                example: "loggers: [web",
                wayOut: "correct what the message marks; the usual causes are indentation and unclosed quotes or brackets.")
        ),
        (
            "duplicate-key",
            Explanation(
                "A mapping has the same key twice, so one of the two values would be lost.",
                example: "loggers:\n  web: {resource_id: …}\n  web: {resource_id: …}", wayOut: "rename or remove one of the two.")
        ),
        (
            "unknown-field",
            Explanation(
                "Manifests have no such field; a misspelt one would silently have its default.", example: "fliter: DROP",
                wayOut: "the help line names the nearest field; anchors live under top-level keys that begin with x-.")
        ),
        (
            "missing-field",
            Explanation(
                "A required field is missing: resource_id (or resource) or storage_url of a logger, stack or loggers of a manifest.",
                example: "loggers:\n  web:\n    resource_type: SUBNET",
                wayOut: "add the field; storage_url is usually the same for all and belongs in defaults.")
        ),
        (
            "wrong-type",
            Explanation(
                "The value does not have the field's type: booleans are true or false only, integers are decimal digits without quotes.",
                example: "admin_state_up: yes", wayOut: "write admin_state_up: true.")
        ),
        (
            "invalid-value",
            Explanation(
                "The value is not one that the field takes.", example: "filter: drop",
                wayOut: "the message lists what is allowed; keywords are in upper case.")
        ),
        (
            "invalid-uuid",
            Explanation(
                "An id is not a UUID of the form 8-4-4-4-12.", example: "resource_id: web-subnet",
                wayOut: "copy the id of the VPC, subnet or port from the console, or name it: resource: {vpc: prod, subnet: web}.")
        ),
        (
            "invalid-url",
            Explanation(
                "A storage URL is not https://{host}/v1/AUTH_{id}/{container}/{directory-path}.",
                example: "storage_url: https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_x/flowlog",
                wayOut: "give all four parts; the container must exist, the directory need not.")
        ),
        (
            "invalid-resource",
            Explanation(
                "A resource does not say what is meant: it is empty, a subnet without its VPC, an address without what it is in, or a port that is named twice over.",
                example: "resource: {subnet: web}",
                wayOut:
                    "name it from the outside inwards, like {vpc: prod, subnet: web, ip: 10.0.2.15}, {instance: bastion-1} or {port: lb-vip}; a UUID is taken as an id."
            )
        ),
        (
            "resource-conflict",
            Explanation(
                "A logger says what it records twice: with resource, and with resource_type or resource_id.",
                example: "resource: {vpc: prod}\nresource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11", wayOut: "keep one of the two.")
        ),
        (
            "invalid-key",
            Explanation(
                "A logger's key or a stack's name has characters that are not allowed.", example: "loggers:\n  web subnet: {…}",
                wayOut:
                    "keys are [A-Za-z0-9][A-Za-z0-9._-]{0,62}, stacks [a-z0-9][a-z0-9-]{0,39}; the logger's name may be anything: set name."
            )
        ),
        (
            "unset-variable",
            Explanation(
                "A ${…} has no value.", example: "storage_url: https://…/${var:BUCKET}/x",
                wayOut: "set FLOWLOG_VAR_BUCKET, or give a default: ${var:BUCKET:-flowlog}. $${ writes a literal ${.")
        ),
        (
            "duplicate-stack",
            Explanation(
                "Two documents of one run are the same stack in the same region of one cloud, so each would delete what the other creates.",
                example: "two files with stack: prod and region: KR1",
                wayOut: "merge them, rename one of the stacks, or give each its own cloud.")
        ),
        (
            "duplicate-id",
            Explanation(
                "Two keys pin the same live logger.", example: "web: {id: 3e84…}\ndb: {id: 3e84…}",
                wayOut: "keep id only under the key that stands for this logger.")
        ),
        (
            "previous-key-in-use",
            Explanation(
                "A previous key, of this stack or of another one in the run, is the key of another logger, or two loggers list it.",
                example: "web: {previous_keys: [db]}\ndb: {…}",
                wayOut: "a key that is in use cannot be a previous one: remove it from previous_keys, or its stack from previous_stacks.")
        ),
        (
            "key-released",
            Explanation(
                "A key is in 'released', and in 'loggers' or 'previous_keys' as well: it cannot be let go and wanted.",
                example: "released: [web]\nloggers: {web: {…}}", wayOut: "take it out of released, or out of the other list.")
        ),
        (
            "limit-exceeded",
            Explanation(
                "A file is larger, deeper or repeats more than any manifest needs: 64 MiB, 64 levels, one million nodes or 256 MiB by aliases.",
                example: "aliases of aliases of aliases (\"billion laughs\")", wayOut: "split the manifest, or write the repeated part out."
            )
        ),
        (
            "unsupported-version",
            Explanation(
                "The manifest's apiVersion is not one that this version reads.", example: "apiVersion: flowlog/v2",
                wayOut: "write apiVersion: flowlog/v1, or use a newer flowlogctl.")
        ),
        (
            "description-too-long",
            Explanation(
                "A description and the owner mark that is added to it have more than 255 characters together.",
                example: "a description of 250 characters", wayOut: "shorten the description; the message says by how much.")
        ),
        (
            "mark-in-description",
            Explanation(
                "A description contains [flowlogctl:, which would be taken for an owner mark.",
                example: "description: see [flowlogctl:prod/web]",
                wayOut: "write it differently; flowlogctl adds the mark itself.")
        ),
        (
            "region-conflict",
            Explanation(
                "An option names another region or cloud than the manifest, which must not be applied there.",
                example: "region: KR1 in the manifest, --region KR2 on the command line",
                wayOut: "omit the option, or use the manifest for that region.")
        ),
        (
            "unreadable-file",
            Explanation(
                "A path does not exist or cannot be read.", example: "flowlogctl plan prd.yaml",
                wayOut: "check the path and its permissions.")
        ),
        (
            "no-manifest",
            Explanation(
                "None of the paths has a manifest.", example: "flowlogctl plan empty-folder/",
                wayOut: "a manifest has apiVersion: flowlog/v1, stack and loggers; -R also reads subfolders.")
        ),
        (
            "unknown-cloud",
            Explanation(
                "The cloud that the manifest, --cloud or OS_CLOUD names has no entry in clouds.yaml.",
                example: "cloud: prd in the manifest, clouds: {prod: …, test: …} in clouds.yaml",
                wayOut:
                    "correct the name, or add the entry. Only the first clouds.yaml counts: ./, ~/.config/openstack/, /etc/openstack/.")
        ),
    ]

    static let manifestWarnings: [(String, Explanation)] = [
        (
            "duplicate-name",
            Explanation(
                "Two loggers of a stack have the same name. That works, but neither people in the console nor adoption by name can tell them apart.",
                example: "web: {name: subnet}\ndb: {name: subnet}",
                wayOut: "give them different names; pin loggers that already exist with their id in the manifest.")
        ),
        (
            "unknown-log-field",
            Explanation(
                "customized_field has a column that is not documented. The service adds some, so this is only a warning.",
                example: "customized_field: [src_adr]", wayOut: "correct it if it is a typo; ignore the warning if the column is new.")
        ),
        (
            "legacy-log-field",
            Explanation(
                "customized_field has a column by its old name.", example: "customized_field: [vm_id, tcp_flags]",
                wayOut:
                    "use owner_id and tcp_flag in new loggers. Changing them replaces an existing logger: pin it with its id in the manifest to silence this warning."
            )
        ),
        (
            "unknown-variable",
            Explanation(
                "A template has a #{word} that is not documented. The service adds some, so this is only a warning.",
                example: "partition_period: year=#{year}/month=#{mnth}",
                wayOut: "correct it if it is a typo; ignore the warning if the word is new.")
        ),
        (
            "left-behind",
            Explanation(
                "A logger still carries the mark of a stack that previous_stacks or previous_keys names, and no key takes it over. It stays as it is.",
                example: "previous_stacks: [network], and a live logger marked [flowlogctl:network/old] without a key 'old' here",
                wayOut: "add a key for it, or name its key in released to let it go.")
        ),
        (
            "unused-exclusion",
            Explanation(
                "An exclusion of coverage leaves nothing out: what it names is not there, or is several things.",
                example: "exclude: [{resource: {vpc: sandbx}, reason: no production data}]",
                wayOut: "correct what it names, or remove it; the ports that it was for count until then.")
        ),
        (
            "expired-exclusion",
            Explanation(
                "The last day of an exclusion of coverage is over, so the ports count again.",
                example: "exclude: [{resource: {vpc: sandbox}, reason: new, until: 2026-01-31}]",
                wayOut: "have the ports recorded and remove the exclusion, or give it another day.")
        ),
        (
            "duplicate-capture",
            Explanation(
                "Two loggers record the same packets of one target into the same directory: every row comes twice.",
                example: "two loggers of one subnet with filter ALL and DROP and the same storage_url",
                wayOut:
                    "remove one, or give them different directories, for example with ${key}; two existing loggers that are both pinned with id get no warning."
            )
        ),
        (
            "container-not-writable",
            Explanation(
                "The write access list of a container lacks the flow log system account that storage.writer names, so a logger that writes there would end in ERROR or store nothing. A warning, and with --check-storage required a block.",
                example: "storage: {writer: \"TENANT_ID:USER_ID\"}, and X-Container-Write: OTHER_TENANT:*",
                wayOut:
                    "grant it with the command that the warning shows, which keeps the entries that are there, or in the console; or correct storage.writer."
            )
        ),
        (
            "not-a-manifest",
            Explanation(
                "A file in a directory is not a regular file, or could not be read as YAML and does not look like a manifest; it is left out.",
                example: "manifests/template.yaml",
                wayOut: "move it elsewhere, or correct it if it was meant to be one.")
        ),
    ]
}
