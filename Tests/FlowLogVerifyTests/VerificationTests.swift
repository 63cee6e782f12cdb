import FlowLogModel
import FlowLogPlan
import FlowLogVerify
import TestSupport
import Testing

@Suite("Verification")
struct VerificationTests {
    @Test("is of the loggers that manifests want, and not of what a stack lets go")
    func wanted() throws {
        let (web, database) = (desired("web"), desired("db", target: 2))
        let state = try LiveState(
            region: "KR1", projectID: "project", list: [live(1, like: web), live(2, like: database, status: .error)])
        let plan = makePlan([PlanInput(stack([web], released: ["db"]), .success(state))])
        let verification = Verification(plan, ports: [uuid(1001): 1])
        #expect(verification.items.map(\.change.address) == ["prod/web"] && verification.isProven)
    }
}
