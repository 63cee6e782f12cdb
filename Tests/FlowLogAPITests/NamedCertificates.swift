/// More certificates, of an authority of their own, whose key was thrown away; all for the key of `TestCertificates`, from 2020 to 2120.
///
/// Made with Python's `cryptography`; what each is for is in its `subjectAltName`.
enum NamedCertificates {
    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBSDCB8KADAgECAgEBMAoGCCqGSM49BAMCMCMxITAfBgNVBAMMGGZsb3dsb2dj
        dGwgdGVzdCBuYW1lcyBjYTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAw
        MFowIzEhMB8GA1UEAwwYZmxvd2xvZ2N0bCB0ZXN0IG5hbWVzIGNhMFkwEwYHKoZI
        zj0CAQYIKoZIzj0DAQcDQgAE8IBnlBZzbM6DuNNNCXWDxKSEs0uQRyBqGqaqpELw
        IRCooRRfLXikAdrXWJv1UfcgRMeCwYdH5j1E+GjhXn2qaaMTMBEwDwYDVR0TAQH/
        BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAmgHIjh3PBGTjNFJvyc8R7Lbg/WlpX
        hRTarpcEODjYqAIgappbt1JH9qzCftfSwMpdk8kKq4LYeMuXWKj8Rx+7qeA=
        -----END CERTIFICATE-----
        """

    /// For the addresses 127.0.0.1 and ::1 only.
    static let loopback = """
        -----BEGIN CERTIFICATE-----
        MIIBTDCB8qADAgECAgECMAoGCCqGSM49BAMCMCMxITAfBgNVBAMMGGZsb3dsb2dj
        dGwgdGVzdCBuYW1lcyBjYTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAw
        MFowEzERMA8GA1UEAwwIbG9vcGJhY2swWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
        AAQJGtfHHd3DlDEUbIhvkUW5iSY7EnMQLZE765DE17uOhAYWRCVB7oluIbmMLXZO
        BBvguG1xBJnZHzX0yaPHuHWXoyUwIzAhBgNVHREEGjAYhwR/AAABhxAAAAAAAAAA
        AAAAAAAAAAABMAoGCCqGSM49BAMCA0kAMEYCIQDaj4JZiRuYG+bfNleZG2ZvgOlS
        0BKY7gy+zhE2Q0n5YgIhALik9Wrcw66At/Qr3pyF9fwcxhJ7GQMA66syyvHT7ktj
        -----END CERTIFICATE-----
        """

    /// For the addresses 10.1.2.3 and 2001:db8::1 only.
    static let distant = """
        -----BEGIN CERTIFICATE-----
        MIIBSjCB8aADAgECAgEDMAoGCCqGSM49BAMCMCMxITAfBgNVBAMMGGZsb3dsb2dj
        dGwgdGVzdCBuYW1lcyBjYTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAw
        MFowEjEQMA4GA1UEAwwHZGlzdGFudDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
        BAka18cd3cOUMRRsiG+RRbmJJjsScxAtkTvrkMTXu46EBhZEJUHuiW4huYwtdk4E
        G+C4bXEEmdkfNfTJo8e4dZejJTAjMCEGA1UdEQQaMBiHBAoBAgOHECABDbgAAAAA
        AAAAAAAAAAEwCgYIKoZIzj0EAwIDSAAwRQIgVIJdUV9LDW9hVVz2F8oB3Owlo9w3
        ij8F2+DHcanSITYCIQD6I9Gn+s6RurJ+Ufh1SMDipCRHR7DgBQwCEsYBzHcYSg==
        -----END CERTIFICATE-----
        """

    /// Its subject is `CN=localhost`; it has no alternative names.
    static let commonName = """
        -----BEGIN CERTIFICATE-----
        MIIBJjCBzKADAgECAgEEMAoGCCqGSM49BAMCMCMxITAfBgNVBAMMGGZsb3dsb2dj
        dGwgdGVzdCBuYW1lcyBjYTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAw
        MFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
        QgAECRrXxx3dw5QxFGyIb5FFuYkmOxJzEC2RO+uQxNe7joQGFkQlQe6JbiG5jC12
        TgQb4LhtcQSZ2R819Mmjx7h1lzAKBggqhkjOPQQDAgNJADBGAiEAuHPd2/RfZppf
        6lJzHdfjC3oZTK3+C62AudtCWaMag7gCIQDfv+bWaAbkstapq32rEGVcgJxA0bcb
        fRobZQyb26UWjQ==
        -----END CERTIFICATE-----
        """

    /// For the host name `127.0.0.1`, which is none, and the URI https://localhost/.
    static let textual = """
        -----BEGIN CERTIFICATE-----
        MIIBUTCB+KADAgECAgEFMAoGCCqGSM49BAMCMCMxITAfBgNVBAMMGGZsb3dsb2dj
        dGwgdGVzdCBuYW1lcyBjYTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAw
        MFowEjEQMA4GA1UEAwwHdGV4dHVhbDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
        BAka18cd3cOUMRRsiG+RRbmJJjsScxAtkTvrkMTXu46EBhZEJUHuiW4huYwtdk4E
        G+C4bXEEmdkfNfTJo8e4dZejLDAqMCgGA1UdEQQhMB+CCTEyNy4wLjAuMYYSaHR0
        cHM6Ly9sb2NhbGhvc3QvMAoGCCqGSM49BAMCA0gAMEUCIQCda8A+fIDU28IdPmks
        N0RCetNbJaL7aQyj8fZy4gHVnwIgOyP/aP9LAEgxHKW9WxLa0xeaV5EKrGnY+QmU
        6QsUYNw=
        -----END CERTIFICATE-----
        """

    /// For `*.EXAMPLE.test`.
    static let wildcard = """
        -----BEGIN CERTIFICATE-----
        MIIBQjCB6qADAgECAgEGMAoGCCqGSM49BAMCMCMxITAfBgNVBAMMGGZsb3dsb2dj
        dGwgdGVzdCBuYW1lcyBjYTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAw
        MFowEzERMA8GA1UEAwwId2lsZGNhcmQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
        AAQJGtfHHd3DlDEUbIhvkUW5iSY7EnMQLZE765DE17uOhAYWRCVB7oluIbmMLXZO
        BBvguG1xBJnZHzX0yaPHuHWXox0wGzAZBgNVHREEEjAQgg4qLkVYQU1QTEUudGVz
        dDAKBggqhkjOPQQDAgNHADBEAiAJjIzMqlXOjZ5x18FmwgBHbSSFtwoQRsPTTr23
        STpyaAIgFKDnZe8MMPhIty48dyffPEuM3GCJ1e9Nk83zND6Myn8=
        -----END CERTIFICATE-----
        """
}
