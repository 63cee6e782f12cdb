import FlowLogManifest
import FlowLogModel
import Testing

@Suite("The manifest of Contract: Manifest")
struct ContractTests {
    @Test("the contract's example decodes into the stack that it describes")
    func example() throws {
        let loaded = load(
            """
            # yaml-language-server: $schema=../schemas/manifest.v1.schema.json
            apiVersion: flowlog/v1
            stack: prod-network               # owner name: [a-z0-9][a-z0-9-]{0,39}
            region: KR1                       # optional here if --region or OS_REGION_NAME gives it
            cloud: prod                       # optional: entry of clouds.yaml
            project_id: 419a823563124dc5b5627f5e79db8174   # optional guard: credentials of another project are an error
            unmanaged: report                 # report (default) | delete, see 3
            safety:
              max_deletes: 30%                # count or percentage, see 5
            defaults:                         # any logger field; a logger's own value wins, and `null` there restores the API default
              storage_url: https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_<tenant>/flowlog/${key}
              log_format: PARQUET
            loggers:
              web-subnet:                     # the key: identity within the stack, [A-Za-z0-9][A-Za-z0-9._-]{0,62}
                name: web-subnet              # default: the key
                resource_type: SUBNET
                resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11
                filter: ALL
                customized_field: [timestamp_start, timestamp_end, src_addr, dst_addr, filter]   # list, or the API's comma-separated string
                lifecycle:
                  prevent_destroy: true       # default false
                  replace: create_first       # create_first (default) | delete_first
                  ignore_changes: [description]
                previous_keys: [web]          # keys this logger had before
                id: 3e84619a-1e49-4b19-b353-a15f7d278f94   # optional: adopt exactly this live logger
            """)
        #expect(loaded.text == "")
        let stack = try #require(loaded.stacks.first)
        #expect(stack.name == "prod-network" && stack.region == "KR1" && stack.cloud == "prod")
        #expect(stack.projectID == "419a823563124dc5b5627f5e79db8174" && stack.maxDeletes == .percent(30) && stack.unmanaged == .report)
        let logger = try #require(loaded.only)
        #expect(logger.key == "web-subnet" && logger.preventDestroy && logger.replace == .createFirst)
        #expect(logger.ignoreChanges == [.description] && logger.previousKeys.map(\.text) == ["web"])
        #expect(logger.pinnedID == "3e84619a-1e49-4b19-b353-a15f7d278f94")
        #expect(
            logger.fields[.storageURL]
                == .string("https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_<tenant>/flowlog/web-subnet"))
        #expect(logger.fields[.customizedField] == .string("timestamp_start,timestamp_end,src_addr,dst_addr,filter"))
        #expect(logger.fields[.logFormat] == .string("PARQUET") && logger.fields[.compressionType] == .string("RAW"))
        #expect(logger.fields[.description] == nil)
    }

    @Test("the contract's diagnostic is written to the byte")
    func diagnostic() {
        let loaded = load(
            """
            apiVersion: flowlog/v1
            stack: prod
            region: KR1
            defaults:
              log_format: PARQUET


            loggers:
              web:
                resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11
                storage_url: https://example.com/v1/AUTH_a/b/c
                fliter: DROP
            """)
        #expect(
            loaded.text == """
                prod.yaml:12:5: error[unknown-field]: unknown field 'fliter'
                   12 |     fliter: DROP
                      |     ^~~~~~
                   = help: did you mean 'filter'?

                """)
    }
}
