/// Certificates of a test authority and of servers; the keys are used nowhere else.
///
/// Made with OpenSSL 3: `openssl ecparam -name prime256v1 -genkey -noout` for the two keys, of which the authority's was thrown away;
/// `openssl req -new` for each certificate, and `openssl ca -notext -startdate … -enddate … -extensions …` with `subjectAltName` as said below.
enum TestCertificates {
    /// The key of all the servers.
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQglA2XFJipUjICIa0V
        ccYjk6+DYsiaWDfWgCdAJX+hklmhRANCAAQJGtfHHd3DlDEUbIhvkUW5iSY7EnMQ
        LZE765DE17uOhAYWRCVB7oluIbmMLXZOBBvguG1xBJnZHzX0yaPHuHWX
        -----END PRIVATE KEY-----
        """

    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBXDCCAQOgAwIBAgIBATAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJmbG93bG9n
        Y3RsIHRlc3QgY2EwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMB0x
        GzAZBgNVBAMMEmZsb3dsb2djdGwgdGVzdCBjYTBZMBMGByqGSM49AgEGCCqGSM49
        AwEHA0IABN49wrHMRsINcTlkWbzaKe6VoeNrdwCtc3Aqnnbz+Of+u24raECnuLyU
        xL9x9CdCRzAAMYVwYVdR+gszr+dbWMGjMjAwMA8GA1UdEwEB/wQFMAMBAf8wHQYD
        VR0OBBYEFD8TaxoTBb4ucxEkmBYp6k41Z1W+MAoGCCqGSM49BAMCA0cAMEQCIA4o
        OTeK8V5Wiu+ELzy6T7tAsiYTCPYkdgOG59Azb6HsAiBEjJh21goswy01xbZJoGdJ
        C3oeiuiMC7fzCrm/N0ONrg==
        -----END CERTIFICATE-----
        """

    /// For localhost, 127.0.0.1 and api.example.test, from 2020 to 2120.
    static let valid = """
        -----BEGIN CERTIFICATE-----
        MIIBnTCCAUSgAwIBAgIBAjAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJmbG93bG9n
        Y3RsIHRlc3QgY2EwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMCAx
        HjAcBgNVBAMMFWZsb3dsb2djdGwgdGVzdCB2YWxpZDBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABAka18cd3cOUMRRsiG+RRbmJJjsScxAtkTvrkMTXu46EBhZEJUHu
        iW4huYwtdk4EG+C4bXEEmdkfNfTJo8e4dZejcDBuMCwGA1UdEQQlMCOCCWxvY2Fs
        aG9zdIcEfwAAAYIQYXBpLmV4YW1wbGUudGVzdDAdBgNVHQ4EFgQU0+PBz/CaKS/d
        5aNs0LODDxTBrLgwHwYDVR0jBBgwFoAUPxNrGhMFvi5zESSYFinqTjVnVb4wCgYI
        KoZIzj0EAwIDRwAwRAIgcZbt0U2sy+yAsJY3FaS/Q0NZ5V21s5LPABifkCBCWrcC
        IA8JnXp6wsqiF/6gDGPlhjUY2SPYN+pwIh6uZCCd40Af
        -----END CERTIFICATE-----
        """

    /// As `valid`, but only until 2021-01-02.
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBnjCCAUSgAwIBAgIBAzAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJmbG93bG9n
        Y3RsIHRlc3QgY2EwHhcNMjAwMTAxMDAwMDAwWhcNMjEwMTAyMDAwMDAwWjAiMSAw
        HgYDVQQDDBdmbG93bG9nY3RsIHRlc3QgZXhwaXJlZDBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABAka18cd3cOUMRRsiG+RRbmJJjsScxAtkTvrkMTXu46EBhZEJUHu
        iW4huYwtdk4EG+C4bXEEmdkfNfTJo8e4dZejcDBuMCwGA1UdEQQlMCOCCWxvY2Fs
        aG9zdIcEfwAAAYIQYXBpLmV4YW1wbGUudGVzdDAdBgNVHQ4EFgQU0+PBz/CaKS/d
        5aNs0LODDxTBrLgwHwYDVR0jBBgwFoAUPxNrGhMFvi5zESSYFinqTjVnVb4wCgYI
        KoZIzj0EAwIDSAAwRQIgWX7d88iaIx48iiot0AWtJVTsRThzOH29QSvTZRfBZSMC
        IQCEwH6d+YRF1lbK4qt2QqEslFI2Gzfi1MI7jVyNAt7FEg==
        -----END CERTIFICATE-----
        """

    /// As `valid`, but only from 2110-01-01 on.
    static let early = """
        -----BEGIN CERTIFICATE-----
        MIIBnzCCAUagAwIBAgIBBDAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJmbG93bG9n
        Y3RsIHRlc3QgY2EwIhgPMjExMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow
        IDEeMBwGA1UEAwwVZmxvd2xvZ2N0bCB0ZXN0IGVhcmx5MFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAECRrXxx3dw5QxFGyIb5FFuYkmOxJzEC2RO+uQxNe7joQGFkQl
        Qe6JbiG5jC12TgQb4LhtcQSZ2R819Mmjx7h1l6NwMG4wLAYDVR0RBCUwI4IJbG9j
        YWxob3N0hwR/AAABghBhcGkuZXhhbXBsZS50ZXN0MB0GA1UdDgQWBBTT48HP8Jop
        L93lo2zQs4MPFMGsuDAfBgNVHSMEGDAWgBQ/E2saEwW+LnMRJJgWKepONWdVvjAK
        BggqhkjOPQQDAgNHADBEAiAtWg365d8Blf7d+IKYzBop+LKjLaZGfMMQWCa8dHYc
        XwIgRwm5e3y/yd1JHFpdBFaDlWolj9Z1zlgFTacZmuisoYs=
        -----END CERTIFICATE-----
        """

    /// For other.example.test only, from 2020 to 2120.
    static let elsewhere = """
        -----BEGIN CERTIFICATE-----
        MIIBkzCCATmgAwIBAgIBBTAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJmbG93bG9n
        Y3RsIHRlc3QgY2EwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMCQx
        IjAgBgNVBAMMGWZsb3dsb2djdGwgdGVzdCBlbHNld2hlcmUwWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAAQJGtfHHd3DlDEUbIhvkUW5iSY7EnMQLZE765DE17uOhAYW
        RCVB7oluIbmMLXZOBBvguG1xBJnZHzX0yaPHuHWXo2EwXzAdBgNVHREEFjAUghJv
        dGhlci5leGFtcGxlLnRlc3QwHQYDVR0OBBYEFNPjwc/wmikv3eWjbNCzgw8Uway4
        MB8GA1UdIwQYMBaAFD8TaxoTBb4ucxEkmBYp6k41Z1W+MAoGCCqGSM49BAMCA0gA
        MEUCIQD+X9vBgsN0ciCio7NhwA331m+bKny0zoWtcjCHQeQWQAIgeddWd+2fxaNf
        rnehRH3we2Dtkwi0SHLPAQMgUnbpQL0=
        -----END CERTIFICATE-----
        """
}
