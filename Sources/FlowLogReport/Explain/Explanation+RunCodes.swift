import FlowLogModel

// What stops or ends a run: blocked changes, refusals, the service's error types, exit codes (Contract: Safety; Contract: Commands, Exit
// codes).

extension Explanation {
    static let blocks: [(String, Explanation)] = [
        (
            "id-not-found",
            Explanation(
                "A key pins a live logger with id, and no logger has that id.", example: "web:\n  id: 3e84619a-1e49-4b19-b353-a15f7d278f94",
                wayOut: "correct the id, or remove it to have the logger created.")
        ),
        (
            "adopt-would-replace",
            Explanation(
                "An unmarked logger has the name of a key but differs in a field that cannot be changed: adopting it would replace it.",
                example: "a logger 'web' made by hand with filter DROP, and web: {filter: ALL}",
                wayOut: "pin it with id to have it replaced, write its values into the manifest, or give the key another name.")
        ),
        (
            "ambiguous-name",
            Explanation(
                "Several unmarked loggers have the name of a key, and there is no telling which one is meant.",
                example: "two loggers 'test' made by hand, and test: {…}",
                wayOut: "pin one with id (the message lists them), or rename the others.")
        ),
        (
            "contested",
            Explanation(
                "Two keys claim one live logger.", example: "web: {name: subnet}\ndb: {name: subnet}, and one logger 'subnet' made by hand",
                wayOut: "give all but one another name, pin ids, or list the former key in previous_keys.")
        ),
        (
            "foreign-owner",
            Explanation(
                "The logger belongs to another stack: its mark says so.",
                example: "web in stack prod, and a live logger marked [flowlogctl:edge/web]",
                wayOut:
                    "remove one of the two entries, list its key (edge/web) in previous_keys to take it over, or release it there.")
        ),
        (
            "release-would-delete",
            Explanation(
                "A stack lets a logger go, and a stack of the same region and project deletes what nobody owns.",
                example: "released: [old-test], and unmanaged: delete",
                wayOut: "let another stack take it over with previous_keys, or set unmanaged to report for that run.")
        ),
        (
            "newer-mark",
            Explanation(
                "The owner mark has words that this version does not know; a newer version wrote them, and they may mean \"do not touch\".",
                example: "[flowlogctl:prod/web frozen]", wayOut: "use a newer flowlogctl.")
        ),
        (
            "ambiguous-mark",
            Explanation(
                "The description has the marks of different owners: there is no telling whose the logger is.",
                example: "web [flowlogctl:prod/web] copied from [flowlogctl:edge/web]",
                wayOut: "in the console, remove all marks but the right one.")
        ),
        (
            "unreadable-fields",
            Explanation(
                "The API's answer for a logger lacks a documented field, or has something else in it; such a logger is not compared, changed or deleted.",
                example: "\"filter\": null for the live logger of web",
                wayOut:
                    "inspect the logger with flowlogctl loggers get ID; leave it out with --exclude KEY until the service answers as documented."
            )
        ),
        (
            "resource-not-found",
            Explanation(
                "A key names a VPC, subnet, port or instance that is not there: it has another name, or it is gone. The live logger stays as it is.",
                example: "web: {resource: {vpc: prod, subnet: wbe}}",
                wayOut:
                    "correct the name (the message says at which level it failed, and what is called nearly so), or give the resource its name back; compared are whole names, byte by byte."
            )
        ),
        (
            "resource-ambiguous",
            Explanation(
                "Several VPCs, subnets, ports or instances have the name that a key gives, and there is no telling which one is meant. The live logger stays as it is.",
                example: "edge: {resource: {vpc: Default Network}}, and two VPCs of that name",
                wayOut:
                    "write the id of the one that is meant (the message lists them), or rename the others; of several ports of one instance, subnet or ip pick one."
            )
        ),
        (
            "prevent-destroy",
            Explanation(
                "The logger is protected by lifecycle.prevent_destroy, in its entry or in its mark, and the plan would delete or replace it.",
                example: "web:\n  filter: DROP   # was ALL\n  lifecycle: {prevent_destroy: true}",
                wayOut:
                    "undo the change; or set prevent_destroy to false (restore the entry if it is gone), apply, and then make the change.")
        ),
        (
            "container-missing",
            Explanation(
                "The container that a new logger would write to does not exist, so the service would refuse the logger or leave it in ERROR.",
                example: "storage_url: https://HOST/v1/AUTH_TENANT/flow-log/web, and the container is called flow-logs",
                wayOut: "create the container, or correct storage_url; --check-storage off does not ask for containers.")
        ),
    ]

    static let refusals: [(String, Explanation)] = [
        (
            "blocked",
            Explanation(
                "Some changes are blocked, and apply does nothing at all until they are resolved, so that nothing is left half done.",
                example: "! web  blocked (ambiguous-name)",
                wayOut: "run explain with the code of each ! in the plan; --exclude KEY leaves a logger out for now.")
        ),
        (
            "empty-manifest",
            Explanation(
                "The manifest has no loggers while the stack owns some: more often a lost file than intended.", example: "loggers: {}",
                wayOut: "restore the loggers, use --allow-empty together with --max-deletes, or run flowlogctl destroy.")
        ),
        (
            "max-deletes",
            Explanation(
                "The plan would end the capture of more loggers than the limit allows: deletes, delete_first replaces, replaces with another target, and switching off.",
                example: "refused: this plan deletes 8 of 9 owned loggers, the limit is 2 (--max-deletes 8, or safety.max_deletes)",
                wayOut: "read the plan; if it is intended, give the limit that the message names.")
        ),
        (
            "storage-not-checked",
            Explanation(
                "A container was to be checked before a logger is made that writes to it, and nothing is known of it: its storage gives this user no token or no answer, its host is not one that gets a token, or the manifest does not say who is to write. It may be in order. A warning, and with --check-storage required a refusal.",
                example: "warning[storage-not-checked]: 'flow-logs' of https://HOST/v1/AUTH_TENANT is not checked: …",
                wayOut:
                    "do what the reason asks for, such as a role in the storage's project or storage.writer; --check-storage on goes ahead all the same, and off does not ask."
            )
        ),
    ]

    /// The documented `error_type`s.
    private static let errorTypes = ["AuthenticationSystemError", "OBSConfigurationError", "OBSServiceNotAvailableError"]

    static let service: [(String, Explanation)] =
        errorTypes.map { errorType in
            let advice = ErrorAdvice(errorType: errorType)
            return (
                errorType,
                Explanation(
                    "A logger is in ERROR: \(advice.cause).", example: "status: ERROR (\(errorType))",
                    wayOut: "\(advice.advice); once that is done, apply --replace KEY makes a new logger.")
            )
        } + [
            (
                "answer-differs",
                Explanation(
                    "After a write, the service's answer has other values than the request, so the logger is not what the manifest says. If the new logger was to replace another one that is still as it was, the new one is deleted again.",
                    example: "answer-differs: log_format is \"CSV\" instead of \"PARQUET\"",
                    wayOut:
                        "if the service is right, change the manifest; to accept the difference, list the field in lifecycle.ignore_changes."
                )
            )
        ]

    static let exitCodes: [(String, Explanation)] = [
        (
            "0",
            Explanation(
                "Done. For plan: with or without changes.", example: "flowlogctl plan prod.yaml; echo $?",
                wayOut: "none is needed; plan --detailed-exitcode tells changes (2) from none (0).")
        ),
        (
            "1",
            Explanation(
                "The API or the network failed, or the program has a bug, before anything was changed.",
                example: "error: no connection to …: connection refused",
                wayOut: "read the message; run it again when the service is back.")
        ),
        (
            "2",
            Explanation(
                "There are changes, blocked or not (plan --detailed-exitcode), live loggers differ (drift), a logger does not capture, or its files do not arrive (verify), less is recorded than the minimum (coverage), or a logger cannot be written as a manifest (export).",
                example: "flowlogctl plan --detailed-exitcode prod.yaml",
                wayOut: "review and apply them; for coverage: record what it lists, or exclude it with a reason.")
        ),
        (
            "3",
            Explanation(
                "A manifest, a plan file or the configuration is invalid; nothing was changed.",
                example: "prod.yaml:12:5: error[unknown-field]: unknown field 'fliter'",
                wayOut: "correct what the messages mark.")
        ),
        (
            "4",
            Explanation(
                "Not authenticated or not authorised: a credential is missing, or the service refused it.",
                example: "error: not set in the environment: OS_PASSWORD",
                wayOut: "set what the message names; writes need the role Infrastructure ADMIN or Flow Log ADMIN.")
        ),
        (
            "5",
            Explanation(
                "Refused by a safety rule, or the answer to the question was not yes; nothing was changed.",
                example: "refused: this plan deletes 8 of 9 owned loggers, …",
                wayOut: "run explain with the code that the message is about: blocked, empty-manifest, max-deletes or storage-not-checked.")
        ),
        (
            "6",
            Explanation(
                "A saved plan is stale: what it would change is no longer what was reviewed; nothing was changed.",
                example: "stale: prod/web: filter was \"ALL\" and is \"DROP\"", wayOut: "plan again and review the new plan.")
        ),
        (
            "7",
            Explanation(
                "Apply ended incomplete: something failed, was not started, is unknown, is in ERROR, or still differs.",
                example: "Apply incomplete: 2 done, 1 failed.",
                wayOut: "the table says what and why; running apply again continues where it can.")
        ),
        (
            "8",
            Explanation(
                "Interrupted; the table says what was done until then.", example: "Ctrl-C", wayOut: "run apply again: it converges.")
        ),
        (
            "9",
            Explanation(
                "An action took longer than --wait-timeout, pauses included; nothing worse happened.",
                example: "unknown  prod/web  create  … did not become ACTIVE within 10m",
                wayOut: "run apply again: it waits for what is still in BUILD; if a logger stays there, contact the Customer Center.")
        ),
        (
            "64",
            Explanation(
                "Wrong usage: an unknown option, a missing value, a key that matches nothing, or no terminal for the question.",
                example: "flowlogctl aply prod.yaml", wayOut: "flowlogctl help COMMAND lists the options.")
        ),
    ]
}
