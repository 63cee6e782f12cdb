// What stops or ends a run: blocked changes, refusals, the service's error types, exit codes (Contract: Safety; Contract: Commands, Exit
// codes).

extension Explanation {
    static let blocks: [(String, Explanation)] = [
        (
            "id-not-found",
            Explanation(
                "A key pins a live logger with id, and there is none.", example: "web:\n  id: 3e84619a-1e49-4b19-b353-a15f7d278f94",
                wayOut: "correct the id; or remove it, and the logger is created.")
        ),
        (
            "adopt-would-replace",
            Explanation(
                "An unmarked logger has the name of a key, but differs in a field that cannot be changed: taking it over would replace it.",
                example: "a logger 'web' made by hand with filter DROP, and web: {filter: ALL}",
                wayOut: "pin it with id to have it replaced, write its values into the manifest, or give the key another name.")
        ),
        (
            "ambiguous-name",
            Explanation(
                "Several unmarked loggers have the name of a key; nobody can say which is meant.",
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
                wayOut: "remove one of the two entries, or let the other stack go of it: flowlogctl release.")
        ),
        (
            "newer-mark",
            Explanation(
                "The owner mark has words that this version does not know; a newer version wrote them, and they may mean: do not touch.",
                example: "[flowlogctl:prod/web frozen]", wayOut: "use that newer version.")
        ),
        (
            "ambiguous-mark",
            Explanation(
                "The description has the marks of different owners: nobody can say whose the logger is.",
                example: "web [flowlogctl:prod/web] copied from [flowlogctl:edge/web]",
                wayOut: "take out all marks but the right one, in the console.")
        ),
        (
            "unreadable-fields",
            Explanation(
                "The API's answer for a logger lacks a documented field, or has something else in it; such a logger is not compared, changed or deleted.",
                example: "\"filter\": null for the live logger of web",
                wayOut:
                    "look at the logger: flowlogctl loggers get ID; leave it out with --exclude KEY until the service answers as documented."
            )
        ),
        (
            "prevent-destroy",
            Explanation(
                "The logger is protected by lifecycle.prevent_destroy, in its entry or in its mark, and the plan would delete or replace it.",
                example: "web:\n  filter: DROP   # was ALL\n  lifecycle: {prevent_destroy: true}",
                wayOut:
                    "take the change back; or set prevent_destroy to false (put the entry back if it is gone), apply, and change it then.")
        ),
    ]

    static let refusals: [(String, Explanation)] = [
        (
            "blocked",
            Explanation(
                "Some changes are blocked, and apply does nothing at all until they are settled, so that nothing is half done.",
                example: "! web  blocked (ambiguous-name)",
                wayOut: "explain the code behind each ! of the plan; --exclude KEY leaves a logger out for now.")
        ),
        (
            "empty-manifest",
            Explanation(
                "The manifest has no loggers while the stack owns some: more often a lost file than an intention.", example: "loggers: {}",
                wayOut: "put the loggers back, use --allow-empty together with --max-deletes, or flowlogctl destroy.")
        ),
        (
            "max-deletes",
            Explanation(
                "The plan would end the capture of more loggers than the limit allows: deletes, delete_first replaces, replaces with another target, and switching off.",
                example: "refused: this plan deletes 8 of 9 owned loggers, the limit is 2 (--max-deletes 8, or safety.max_deletes)",
                wayOut: "read the plan; if it is meant, give the limit that the message names.")
        ),
    ]

    static let service: [(String, Explanation)] = [
        (
            "AuthenticationSystemError",
            Explanation(
                "The flow log system account got no token: the service cannot write, whatever the manifest says.",
                example: "status: ERROR (AuthenticationSystemError)",
                wayOut: "this is on the service's side: contact the Customer Center; afterwards apply --replace KEY makes a new logger.")
        ),
        (
            "OBSConfigurationError",
            Explanation(
                "Writing a test object to the storage was refused (403).", example: "status: ERROR (OBSConfigurationError)",
                wayOut:
                    "check the container URL and its access policy: the flow log system account needs Write; afterwards apply --replace KEY."
            )
        ),
        (
            "OBSServiceNotAvailableError",
            Explanation(
                "Writing a test object to the storage failed, but not for lack of permission.",
                example: "status: ERROR (OBSServiceNotAvailableError)",
                wayOut: "check that the container exists, then contact the Customer Center; afterwards apply --replace KEY.")
        ),
        (
            "answer-differs",
            Explanation(
                "The service made other values of a write than it was asked for, so the logger is not what the manifest says. A new logger that was to replace another one is deleted again while the old one is there as it was.",
                example: "answer-differs: log_format is \"CSV\" instead of \"PARQUET\"",
                wayOut: "if the service is right, change the manifest; to live with it, list the field in lifecycle.ignore_changes.")
        ),
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
                "Changes or blocked changes are pending (plan --detailed-exitcode), live loggers differ (drift), a logger does not capture (verify), or a manifest cannot say a logger (export).",
                example: "flowlogctl plan --detailed-exitcode prod.yaml", wayOut: "review and apply them.")
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
                "Not authenticated or not authorised: something to log in with is missing, or the service refused it.",
                example: "error: not set in the environment: OS_PASSWORD",
                wayOut: "set what is named; writes need the role Infrastructure ADMIN or Flow Log ADMIN.")
        ),
        (
            "5",
            Explanation(
                "Refused by a safety rule, or the question was not answered with yes; nothing was changed.",
                example: "refused: this plan deletes 8 of 9 owned loggers, …",
                wayOut: "explain blocked, empty-manifest or max-deletes, whichever the message is about.")
        ),
        (
            "6",
            Explanation(
                "A saved plan is stale: what it would change is no longer as it was reviewed; nothing was changed.",
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
                "An action took longer than --wait-timeout, its pauses included; nothing worse happened.",
                example: "unknown  prod/web  create  … did not become ACTIVE within 10m",
                wayOut: "run apply again: it waits for what is still in BUILD; a logger that stays there is the service's matter.")
        ),
        (
            "64",
            Explanation(
                "Wrong usage: an unknown option, a missing value, a key that matches nothing, or no terminal to ask on.",
                example: "flowlogctl aply prod.yaml", wayOut: "flowlogctl help COMMAND shows what there is.")
        ),
    ]
}
