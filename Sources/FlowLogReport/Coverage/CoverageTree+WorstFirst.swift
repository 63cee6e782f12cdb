import FlowLogVerify

extension CoverageTree {
    /// A VPC, how much of it is covered, and the same of its subnets.
    struct Ranked {
        let vpc: VPC
        let share: Coverage.Share
        let subnets: [(subnet: Subnet, share: Coverage.Share)]
    }

    /// Where most is not covered comes first, where nothing is to be covered last.
    var worstFirst: [Ranked] {
        vpcs.map { vpc in
            let subnets = vpc.subnets.map { (subnet: $0, share: Coverage.Share($0.ports)) }
            return Ranked(vpc: vpc, share: Coverage.Share(vpc.ports), subnets: subnets.sorted { $0.share.rank < $1.share.rank })
        }.sorted { $0.share.rank < $1.share.rank }
    }
}

extension Coverage.Share {
    fileprivate var rank: (Int, Int) { (counted == 0 ? 1 : 0, covered - counted) }
}
