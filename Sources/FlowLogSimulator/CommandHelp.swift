/// The long part of `flowlog-simulator --help`.
enum CommandHelp {
    static let discussion = """
        Serves the token call, the flow log loggers and their logging ports on 127.0.0.1 until Ctrl-C. Log in with any user, any \
        tenant and the password 'secret'; each tenant has loggers of its own. With --regions KR1,KR2 the catalog has KR1 at the \
        simulator's own address and KR2 at /KR2 below it.

        Example:
          flowlog-simulator --port 9696 --build-time 2s &
          export OS_AUTH_URL=http://127.0.0.1:9696/v2.0 OS_TENANT_ID=demo
          export OS_USERNAME=me OS_PASSWORD=secret OS_REGION_NAME=KR1
          flowlogctl plan flowlog.yaml

        A logger goes from BUILD to ACTIVE (INACTIVE when disabled), and to ERROR when its container's name contains \
        'forbidden' (OBSConfigurationError), 'unavailable' (OBSServiceNotAvailableError) or 'noauth' (AuthenticationSystemError).

        GET /_simulator/requests lists the calls it got. PATCH /_simulator/loggers/ID with a flat object of API fields edits the \
        logger of that id behind the API's back; null takes a field out of its answers. Only an id from a seed file is not one \
        logger's: each tenant has it. Then the logger of the tenant that came first is meant (before any has come: that will \
        come first), or the one that PATCH /_simulator/loggers/ID?tenant=TENANT names (and &region=KR2, if it is in two). DELETE /_simulator/targets/UUID deletes a port, subnet or VPC: its loggers stay and \
        capture nothing. None of them needs a token.

        \(inventory)

        \(storage)

        \(faults)
        """

    private static let inventory = """
        Inventory: --inventory FILE is a JSON object with the lists 'vpcs', 'vpcsubnets', 'ports' and 'servers' of the API's own \
        objects, and 'containers' (see below). Every tenant finds them in the first region, and nothing in the others, at \
        /v2.0/vpcs, /v2.0/vpcsubnets, /v2.0/ports and, by the catalog's 'compute', /servers; a file without 'servers' has no compute \
        service. Only 'id' is required; a field that the file leaves out is left out of answers too, and a null stays.
          An object without 'tenant_id' is answered with that of the tenant who asks; with null there, without any. Objects of \
        other tenants are shown if they are 'shared' or 'router:external', or ports in an own VPC; with --all-tenants always.
          An ACTIVE logger captures the ports of the inventory that its target contains, but those that are DOWN, whose \
        'device_owner' begins with 'network:', or whose 'device_owner' and 'device_id' are both ''. Without an inventory its ports \
        are invented.
          PUT /_simulator/LIST/ID with a flat object adds it or replaces the one that is there, PATCH edits some fields (null takes \
        one out), DELETE takes it out: for every tenant, until the simulator ends (--state keeps loggers only).

        Example:
          echo '{"vpcs": [{"id": "v1", "name": "prod"}]}' > inventory.json
          flowlog-simulator --inventory inventory.json &
          curl -X PUT -d '{"name": "dev"}' 127.0.0.1:9696/_simulator/vpcs/v2
        """

    private static let storage = """
        Object storage: with 'containers' in the inventory the catalog's 'object-store' leads to this simulator, at \
        /v1/AUTH_ACCOUNT/CONTAINER. A container has 'account' (the tenant that owns it), 'name', headers like \
        'X-Container-Write', and 'objects', each with 'name' and, if you like, 'bytes' and 'last_modified'. A token opens the account \
        of its own tenant, and of others what their access lists let it. Errors are HTML.
          The flow log system account is 'flowlog-system:flowlog-writer' (--storage-writer). A logger whose container is not there, \
        or does not grant it Write, ends in ERROR (OBSServiceNotAvailableError, OBSConfigurationError); that is tried once, when \
        the logger is created. With --object-interval 10s each ACTIVE logger writes an object every 10 seconds, as long as it may.
          PUT, PATCH and DELETE /_simulator/containers/ACCOUNT/NAME change a container as its owner does: headers and 'objects'.

        Example:
          echo '{"containers": [{"account": "store", "name": "flowlog", "X-Container-Write": "flowlog-system:*"}]}' > inventory.json
          flowlog-simulator --inventory inventory.json --object-interval 10s &
          flowlogctl verify --fresh --storage-endpoint http://127.0.0.1:9696 flowlog.yaml
        """

    private static let faults = """
        Faults: --fault 'METHOD PATH-GLOB KIND[=ARG] [p=…] [n=…]', as many as you like.
          METHOD is GET, HEAD (of the object storage), POST, PUT, DELETE or *. In PATH-GLOB, * stands for any text;
          a query is not looked at. KIND is one of
            status=CODE        an error from 400 to 599; the request has no effect.
                               status=429,retry-after=2 adds Retry-After in seconds,
                               status=503,retry-after-date=2 the HTTP date two
                               seconds from now
            drop-before        connection closed; the request has no effect
            drop-after-commit  the request takes effect; then connection closed
            delay=DURATION     the request takes effect; the answer is held back
            truncate           the request takes effect; half of the answer's body
                               is sent, with the length of all of it
            garbage            the request takes effect; success is answered, with
                               a body that is not JSON
            no-body            the request takes effect; success is answered without a
                               body. no-body=204 answers with that status
            stale-list=DURATION
                               GET only: a list shows what was there that long ago
            stale-show=DURATION
                               GET only: a single object is shown as it was that
                               long ago, with 404 if it was not there yet
            ignores=NAME,…     GET only: a list does not heed these names of the
                               query: limit, marker, prefix or a filter
            no-links           GET only: a list that was cut has no link to the rest
            delete-lag=DURATION
                               DELETE only: the logger is still shown that long
            stores=FORM,…      POST and PUT only: the service keeps something else
                               than what it was sent. FORM is one of
                                 clamp-interval (below 5 becomes 5), lower-host,
                                 decode-url (%20), squeeze-url (//, and / at the end),
                                 sort-columns, raw-parquet (no GZIP), trim-text (white
                                 space around name and description), squeeze-text
                                 (within them too), drop-brackets (what is in square
                                 brackets in a description)
            ids=FORM,…         answers write ids otherwise than the login does. FORM is
                               one of upper (loggers, ports, targets and whatever
                               is in the inventory), upper-project, dashed-project. An id in a path or a filter may be in
                               either case, always
            lacks=FIELD,…      objects with 'odd' in their names are answered without
                               these fields
            nulls=FIELD,…      the same, with null in them
          p=0.1 hits one call in ten. n=3 hits only the first three calls that match,
          n=2-4 only the second to the fourth, n=5- all but the first four. Each fault
          counts for itself. When several hit a call, delays and forms add up, the
          longest lag counts, and of the others the first one wins.
          GET /_simulator/requests says which faults hit which call.

        Examples of faults:
          --fault 'POST */flowlog-loggers drop-after-commit n=1'
          --fault 'GET * status=429,retry-after=2 p=0.1' --fault-seed 7
          --fault '* */flowlog-loggers/* delay=5s n=2-4'
          --fault 'GET * stale-list=5s' --fault 'DELETE * delete-lag=3s'
          --fault 'POST * stores=clamp-interval,sort-columns' --fault 'PUT * no-body'
          --fault 'POST * stores=drop-brackets n=3-' --fault 'GET * lacks=filter'
          --fault 'GET */ports truncate' --fault 'GET */servers ignores=marker'
        """
}
