#!/usr/bin/env python3
"""Compares flowlogctl with OpenStack's SDK over many clouds.yaml, secure.yaml and environments: both really log in, at a server on this
machine that records who came. Either both are the same user with the same secret at the same address, in the same project and region, or
flowlogctl sends nothing and says why. Secrets are shown as hashes only.

Needs openstacksdk. `check_clouds.py TEXT` runs only the cases whose names contain the text.
"""

import concurrent.futures
import hashlib
import importlib
import itertools
import json
import logging
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import warnings

import local_server
import openstack.config.loader as loader

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/debug/flowlogctl"
PROJECTS = {"A": "0123456789abcdef0123456789abcdef", "B": "fedcba9876543210fedcba9876543210"}


def hashed(secret):
    return hashlib.sha256(repr(secret).encode()).hexdigest()[:12]


# The server: /CASE/NAME is an identity service, /CASE/net/REGION a network service.

RECORDS = {}


class Recorder(local_server.JSONHandler):
    def do_GET(self):
        case, *rest = self.path.split("?")[0].strip("/").split("/")
        if rest[0] == "net":
            RECORDS.setdefault(case, []).append({"region": rest[1]})
            return self.answer({"flowlog_loggers": []})
        base = f"http://{self.headers['Host']}/{case}/{rest[0]}/v2.0/"
        version = {"id": "v2.0", "status": "stable", "links": [{"rel": "self", "href": base}]}
        return self.answer({"version": version} if rest[1:] == ["v2.0"] else {"versions": {"values": [version]}})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        case, *rest = self.path.strip("/").split("/")
        auth = body["auth"]
        login = auth.get("passwordCredentials", {})
        tenant = auth.get("tenantId")
        project = tenant.lower().replace("-", "") if tenant else f"called {auth.get('tenantName')}"
        RECORDS.setdefault(case, []).append(
            {"address": "/".join(rest), "user": login.get("username"), "secret": hashed(login.get("password")), "project": project})
        regions = [{"region": name, "publicURL": f"http://{self.headers['Host']}/{case}/net/{name}"} for name in ("KR1", "KR2")]
        self.answer({"access": {
            "token": {"id": "t", "expires": "2099-01-01T00:00:00Z", "tenant": {"id": tenant or "x", "name": auth.get("tenantName") or "n"}},
            "serviceCatalog": [{"type": "network", "name": "neutron", "endpoints": regions}],
            "user": {"id": "u", "name": "u", "username": "u", "roles": []}, "metadata": {}}})


# Cases.

class Case:
    """`error`: flowlogctl ends with 3 or 4, before any call, and says one of the words. `ours`: it acts in this region, where the contract
    wants something else than what the SDK does. Without either the two agree."""

    def __init__(self, name, files, error=None, ours=None, variables=None, cloud="prod", region=None):
        self.name, self.files, self.error, self.ours, self.cloud, self.region = name, files, error, ours, cloud, region
        self.variables = variables or {}


CASES = []


def case(name, files, **more):
    CASES.append(Case(name, files, **more))


def entry(auth=None, beside="region_name: KR1", user="me", secret="one", **changed):
    """An entry in flow style: `changed` replaces fields of `auth`, None removes one."""
    fields = {"auth_url": "'@URL@/a/v2.0'", "username": user, "password": secret, "project_id": PROJECTS["A"]} if auth is None else dict(auth)
    for key, value in changed.items():
        fields[key] = value
    text = ", ".join(f"{key}: {value}" for key, value in fields.items() if value is not None)
    return f"clouds: {{prod: {{auth: {{{text}}}{', ' + beside if beside else ''}}}}}\n"


def as_json(user, secret):
    auth = {"auth_url": "@URL@/a/v2.0", "username": user, "password": secret, "project_id": PROJECTS["A"]}
    return json.dumps({"clouds": {"prod": {"auth": auth, "region_name": "KR1"}}}, indent=1)


FOLDERS = ["", "xdg/openstack/", "home/.config/openstack/", "site/openstack/"]
SUFFIXES = ["yaml", "yml", "json"]
SHARED = {"XDG_CONFIG_HOME": "@DIR@/xdg", "XDG_CONFIG_DIRS": "@DIR@/site"}


def clouds_text(index, suffix):
    return as_json(f"user{index}", f"pw{index}") if suffix == "json" else entry(user=f"user{index}", secret=f"pw{index}")


def secure_text(index, suffix):
    text = {"clouds": {"prod": {"auth": {"password": f"secure{index}"}}}}
    return json.dumps(text) if suffix == "json" else f"clouds: {{prod: {{auth: {{password: secure{index}}}}}}}\n"


def files_cases():
    places = [(index, folder + "{}." + suffix, suffix) for index, (folder, suffix) in enumerate(itertools.product(FOLDERS, SUFFIXES))]
    for index, path, suffix in places:
        case(f"file {path.format('clouds')}", {path.format("clouds"): clouds_text(index, suffix)}, variables=SHARED)
        both = {"clouds.yaml": entry(), path.format("secure"): secure_text(index, suffix)}
        case(f"file {path.format('secure')}", both, variables=SHARED)
    for (first, a, s), (second, b, t) in itertools.combinations(places, 2):
        if s == "yaml" or a.rsplit("/", 1)[0] == b.rsplit("/", 1)[0]:
            both = {a.format("clouds"): clouds_text(first, s), b.format("clouds"): clouds_text(second, t)}
            case(f"file {a.format('clouds')} and {b.format('clouds')}", both, variables=SHARED)
    for a, b in itertools.permutations(FOLDERS, 2):
        case(f"clouds in {a or './'}, secure in {b or './'}", {a + "clouds.yaml": entry(), b + "secure.yaml": secure_text(9, "yaml")}, variables=SHARED)
    home = {"home/.config/openstack/clouds.yaml": entry(user="home")}
    case("no XDG", home)
    case("relative XDG", home | {"xdg/openstack/clouds.yaml": entry(user="xdg")}, variables={"XDG_CONFIG_HOME": "xdg"})
    case("two XDG_CONFIG_DIRS", home | {"site/openstack/clouds.yaml": entry(user="s")},
         variables={"XDG_CONFIG_HOME": "", "XDG_CONFIG_DIRS": "@DIR@/site:@DIR@/other"})
    named = {"clouds.yaml": entry(), "other.yaml": entry(user="other", secret="two"), "far.yaml": secure_text(7, "yaml"),
             "secure.yaml": secure_text(8, "yaml")}
    case("OS_CLIENT_CONFIG_FILE", named, variables={"OS_CLIENT_CONFIG_FILE": "@DIR@/other.yaml"})
    case("OS_CLIENT_CONFIG_FILE, relative", named, variables={"OS_CLIENT_CONFIG_FILE": "other.yaml"})
    case("OS_CLIENT_SECURE_FILE", named, variables={"OS_CLIENT_SECURE_FILE": "@DIR@/far.yaml"})
    case("both", named, variables={"OS_CLIENT_CONFIG_FILE": "@DIR@/other.yaml", "OS_CLIENT_SECURE_FILE": "@DIR@/far.yaml"})
    case("secure.yaml beside a named file is not read", {"d/clouds.yaml": entry(), "d/secure.yaml": secure_text(1, "yaml")},
         variables={"OS_CLIENT_CONFIG_FILE": "@DIR@/d/clouds.yaml"})
    for name in ("CONFIG", "SECURE"):
        case(f"no OS_CLIENT_{name}_FILE", named, error=[f"OS_CLIENT_{name}_FILE"], variables={f"OS_CLIENT_{name}_FILE": "@DIR@/none.yaml"})
    case("no file", {}, error=["no clouds.yaml"])
    case("no entry", {"clouds.yaml": entry().replace("prod", "test")}, error=["no entry"])
    case("entry in secure.yaml only", {"clouds.yaml": entry().replace("prod", "test"), "secure.yaml": entry()}, error=["no entry"])
    case("broken before a whole one", {"clouds.yaml": "clouds: [", "clouds.yml": entry()}, error=["clouds.yaml:1"])
    case("broken secure.yaml before a whole one", {"clouds.yaml": entry(), "secure.yaml": "a: [", "secure.yml": secure_text(1, "yaml")},
         error=["secure.yaml:1"])
    case("a folder before a file", {"clouds.yaml/x": "", "clouds.yml": entry()}, error=["not a regular file"])


def project_cases():
    places = [(place, name) for place in ("auth", "beside") for name in ("project_id", "tenant_id", "project_name", "tenant_name")]
    for kind in ("", "auth_type: v2password"):
        for count in (1,) if kind else (1, 2):
            for chosen in itertools.combinations(places, count):
                for values in itertools.product("AB", repeat=count - 1):
                    given = list(zip(chosen, ("A",) + values))
                    auth = {name: PROJECTS[v] for (place, name), v in given if place == "auth"}
                    beside = [f"{name}: {PROJECTS[v]}" for (place, name), v in given if place == "beside"]
                    text = entry(beside=", ".join(["region_name: KR1"] + ([kind] if kind else []) + beside), **{"project_id": None} | auth)
                    suffixes = {name[-2:] for (_, name), _ in given}
                    differ = len({v for _, v in given}) > 1 and len(suffixes) == 1
                    title = " ".join(f"{place}.{name}={v}" for (place, name), v in given)
                    case(f"{kind} {title}", {"clouds.yaml": text}, error=["different projects"] if differ else None)
    for spelt in (PROJECTS["A"].upper(), "01234567-89ab-cdef-0123-456789abcdef"):
        case(f"one project, {spelt}", {"clouds.yaml": entry(tenant_id=spelt)})
    case("secure.yaml has another name of the project", {"clouds.yaml": entry(), "secure.yaml": entry(auth={"tenant_id": PROJECTS["B"]}, beside="")},
         error=["different projects"])
    case("no project", {"clouds.yaml": entry(project_id=None)}, error=["auth.project_id"])


def region_cases():
    for beside, named, error in [
        ("", [], None), ("region_name: KR1", ["KR1"], None), ("region_name: KR2", ["KR2"], None), ("regions: [KR2]", ["KR2"], None),
        ("region-name: KR2", ["KR2"], None),
        ("regions: [{name: KR2}]", ["KR2"], None), ("regions: [{name: KR2, values: {}}]", ["KR2"], None),
        ("regions: [KR2, KR1]", None, ["KR2, KR1"]), ("region_name: 'KR2,KR1'", None, ["KR2, KR1"]), ("regions: []", None, ["'regions' is empty"]),
        ("regions: [{name: KR2, values: {auth: {username: you}}}]", None, ["'values'"]), ("regions: KR2", None, ["must be a list"]),
        ("regions: [KR2], region_name: KR1", None, ["differ"]), ("regions: [KR2], region_name: KR2", ["KR2"], None), ("region_name: [KR1]", None, ["must be text"]),
        ("region_name: NO", None, ["quotes"]),
    ]:
        for variable in (None, "KR1", "KR2"):
            variables = {"OS_REGION_NAME": variable} if variable else {}
            if named == []:
                # The SDK takes the catalog's first region, and no variable beside an entry.
                more = {"error": ["no region"]} if not variable else {"ours": variable}
                if variable == "KR1":
                    more = {}
                case(f"{beside}, OS_REGION_NAME={variable}", {"clouds.yaml": entry(beside=beside)}, variables=variables, **more)
            else:
                case(f"{beside}, OS_REGION_NAME={variable}", {"clouds.yaml": entry(beside=beside)}, variables=variables, error=error)
    case("--region", {"clouds.yaml": entry(beside="regions: [KR2, KR1]")}, region="KR1")
    case("--region of none", {"clouds.yaml": entry(beside="")}, region="KR2")
    case("--region in lower case", {"clouds.yaml": entry(beside="")}, region="kr2", ours="KR2")
    case("--region beats the entry", {"clouds.yaml": entry()}, region="KR2", ours="KR2")
    case("a region that is not in the catalog", {"clouds.yaml": entry(beside="region_name: KR9")}, error=["KR9"])


def login_cases():
    for name in ("auth_type", "auth_plugin", "auth-type"):
        for value in ("password", "v2password"):
            case(f"{name} {value}", {"clouds.yaml": entry(beside=f"{name}: {value}, region_name: KR1")})
        for value in ("v3password", "token", "v3token", "v3applicationcredential", "admin_token", "none", "Password", "''", "v3oidcpassword"):
            case(f"{name} {value}", {"clouds.yaml": entry(beside=f"{name}: {value}, region_name: KR1")}, error=["auth_"])
    case("auth_type in secure.yaml", {"clouds.yaml": entry(), "secure.yaml": "clouds: {prod: {auth_type: token}}"}, error=["auth_type"])
    for name in ("username", "password", "auth_url"):
        moved = {"auth_url": "'@URL@/a/v2.0'", "username": "me", "password": "one"}[name]
        case(f"{name} beside auth", {"clouds.yaml": entry(beside=f"region_name: KR1, {name}: {moved}", **{name: None})}, error=[f"'{name}' beside"])
        case(f"{name} in both", {"clouds.yaml": entry(beside=f"region_name: KR1, {name}: other")})
        case(f"no {name}", {"clouds.yaml": entry(**{name: None})}, error=[f"auth.{name}"], variables={"OS_AUTH_URL": "@URL@/b", "OS_USERNAME": "v", "OS_PASSWORD": "v"})
        case(f"{name} null", {"clouds.yaml": entry(**{name: "~"})}, error=[f"auth.{name}"])
        case(f"{name} with a dash", {"clouds.yaml": entry(**{name: None, name.replace("_", "-"): moved})})
        case(f"{name} in secure.yaml", {"clouds.yaml": entry(**{name: "'@URL@/b/v2.0'"}), "secure.yaml": entry(auth={name: moved}, beside="")})
        case(f"{name} null in secure.yaml", {"clouds.yaml": entry(), "secure.yaml": entry(auth={name: "~"}, beside="")}, error=[f"'{name}' is empty"])
        case(f"{name} empty in secure.yaml", {"clouds.yaml": entry(), "secure.yaml": entry(auth={name: "''"}, beside="")}, error=[f"'{name}' is empty"])
        case(f"{name} only in secure.yaml", {"clouds.yaml": entry(**{name: None}), "secure.yaml": entry(auth={name: moved}, beside="")})
    for wrong in ("auth_uri", "usrname", "pasword", "foo"):
        case(f"auth.{wrong} too", {"clouds.yaml": entry(**{wrong: "x"})}, error=["no client knows"])
    for right, wrong in (("auth_url", "auth_uri"), ("username", "user_name"), ("password", "passwd")):
        case(f"auth.{wrong} for {right}", {"clouds.yaml": entry(**{right: None, wrong: "'@URL@/a/v2.0'"})}, error=[f"did you mean '{right}'"])
    case("Auth for auth", {"clouds.yaml": entry().replace("auth:", "Auth:")}, error=["did you mean 'auth'"])
    case("user_id", {"clouds.yaml": entry(username=None, user_id="u1")}, error=["user_id"])
    case("user_id and username", {"clouds.yaml": entry(user_id="u1")})
    for profile in ("vexxhost", "nobody", "'https://127.0.0.1:9'"):
        case(f"profile {profile}", {"clouds.yaml": entry(beside=f"profile: {profile}, region_name: KR1")}, error=["'profile'"])
    case("profile of clouds-public.yaml", {"clouds.yaml": entry(auth_url=None, beside="profile: mine"),
                                          "clouds-public.yaml": "public-clouds: {mine: {auth: {auth_url: '@URL@/p/v2.0'}, region_name: KR2}}"}, region="KR1", error=["'profile'"])
    case("cloud for profile", {"clouds.yaml": entry(beside="cloud: nobody, region_name: KR1")}, error=["'cloud'"])
    for field in ("trust_id: t", "system_scope: all", "user_domain_name: other", "project_domain_id: abc", "domain_id: d"):
        name, value = field.split(": ")
        case(f"auth.{field}", {"clouds.yaml": entry(**{name: value})}, error=[f"'{name}'"])
        case(f"{field} beside auth", {"clouds.yaml": entry(beside=f"region_name: KR1, {field}")}, error=[f"'{name}'"])
    case("the default domain", {"clouds.yaml": entry(user_domain_name="Default", project_domain_id="default")}, ours="KR1")
    for field in ("cert: c.pem", "key: k.pem", "network_endpoint_override: 'http://127.0.0.1:9'", "interface: internal", "token: abc", "vendor_hook: 'a:b'"):
        case(field, {"clouds.yaml": entry(beside=f"region_name: KR1, {field}")}, error=[f"'{field.split(':')[0]}'"])
    for field in ("interface: public", "endpoint_type: publicURL", "identity_api_version: 3", "identity_api_version: '2.0'", "volume_api_version: 3",
                  "networks: []", "image_format: raw", "api_timeout: 30"):
        case(field, {"clouds.yaml": entry(beside=f"region_name: KR1, {field}")})
    for path in ("v2.0", "v2.0/", "", "/"):
        case(f"auth_url with '{path}'", {"clouds.yaml": entry(auth_url=f"'@URL@/a/{path}'")})
    for path in ("v3", "v3/", "v2.0/tokens", "v3/auth/tokens", "v2"):
        case(f"auth_url with '{path}'", {"clouds.yaml": entry(auth_url=f"'@URL@/a/{path}'")}, error=["/a/v2.0'"])
    case("auth_url with a field", {"clouds.yaml": entry(auth_url="'@URL@/{region_name}/v2.0'")}, error=["auth_url"])
    case("merge keys", {"clouds.yaml": "x: &x {auth_url: '@URL@/a/v2.0', username: you, password: one}\nclouds: {prod: {auth: {<<: *x, username: me, "
                                       f"project_id: {PROJECTS['A']}}}, region_name: KR1}}}}\n"})
    case("envvars", {"clouds.yaml": entry().replace("prod", "envvars")}, cloud="envvars", error=["envvars"])
    case("OS_CLOUD_NAME", {"clouds.yaml": entry()}, variables={"OS_CLOUD_NAME": "prod"}, error=["prod"])
    case("OS_CLOUD", {"clouds.yaml": entry()}, cloud=None, variables={"OS_CLOUD": "prod"})
    case("OS_CLOUD beside other variables", {"clouds.yaml": entry()}, cloud=None, variables={
        "OS_CLOUD": "prod", "OS_USERNAME": "other", "OS_PASSWORD": "other", "OS_AUTH_URL": "@URL@/b", "OS_TENANT_ID": PROJECTS["B"],
        "OS_REGION_NAME": "KR2"})


def value_cases():
    for field in ("password", "username", "project_name"):
        for text in ("0123", "012345670", "0x1F", "1_000", "0b11", "+5", "1.50", "1.", ".5", "1:30", "12:30:45", "yes", "No", "on", "OFF", "true",
                     "False", "NULL", ".inf", ".NaN", "2024-01-01", "2024-1-1 10:00:00", "-7")[:None if field == "password" else 6]:
            project = {"project_id": None} if field == "project_name" else {}
            case(f"{field} {text}", {"clouds.yaml": entry(**project | {field: text})}, error=["quotes"])
            case(f"{field} '{text}'", {"clouds.yaml": entry(**project | {field: f"'{text}'"})})
        for text in ("12345", "0", "1e3", "0123abc", "1-2", "a b", "'  a '", '"a\\"b"', "'0'", "비밀", "{{}}".replace("{{}}", "'{x}'"), "1.2.3", "y", "n"):
            if field != "password" and "{" in text:
                continue
            project = {"project_id": None} if field == "project_name" else {}
            case(f"{field} {text}", {"clouds.yaml": entry(**project | {field: text})})
    for text in ('"a\\r"', '"a\\n"', '"\\uFEFFa"'):
        case(f"password {text}", {"clouds.yaml": entry(password=text)}, error=["line break", "byte order mark"])
    case("a file with Windows line ends", {"clouds.yaml": "\r\n".join(
        ["clouds:", "  prod:", "    region_name: KR1", "    auth:", "      auth_url: '@URL@/a/v2.0'", "      username: me", "      password: one",
         f"      project_id: {PROJECTS['A']}", ""])})
    case("verify", {"clouds.yaml": entry(beside="region_name: KR1, verify: true")})
    for field in ("verify: false", "insecure: true", "verify: no"):
        case(field, {"clouds.yaml": entry(beside=f"region_name: KR1, {field}")}, error=["certificates"])
    case("verify with a path", {"clouds.yaml": entry(beside="region_name: KR1, verify: /etc/ca.pem")}, error=["'verify'"])
    case("cacert in the home directory", {"clouds.yaml": entry(beside="region_name: KR1, cacert: ~/ca.pem")}, error=["home/ca.pem"])
    case("cacert of another user", {"clouds.yaml": entry(beside="region_name: KR1, cacert: ~root/ca.pem")}, error=["~root"])


def variable_cases():
    base = {"OS_AUTH_URL": "@URL@/a/v2.0", "OS_USERNAME": "me", "OS_PASSWORD": "one", "OS_REGION_NAME": "KR1"}
    names = ("OS_PROJECT_ID", "OS_TENANT_ID", "OS_PROJECT_NAME", "OS_TENANT_NAME")
    for count in (1, 2):
        for chosen in itertools.combinations(names, count):
            for values in itertools.product("AB", repeat=count - 1):
                given = list(zip(chosen, ("A",) + values))
                differ = len({v for _, v in given}) > 1 and len({name[-2:] for name, _ in given}) == 1
                case("variables " + " ".join(f"{name}={v}" for name, v in given), {}, cloud=None,
                     variables=base | {name: PROJECTS[v] for name, v in given}, error=[given[0][0]] if differ else None)
    base["OS_PROJECT_ID"] = PROJECTS["A"]
    for name, value in (("OS_AUTH_TYPE", "token"), ("OS_AUTH_TYPE", "v3applicationcredential"), ("OS_USER_DOMAIN_NAME", "other"), ("OS_TRUST_ID", "t"),
                        ("OS_SYSTEM_SCOPE", "all"), ("OS_INTERFACE", "internal"), ("OS_CERT", "c.pem"), ("OS_INSECURE", "true"),
                        ("OS_AUTH_URL", "@URL@/a/v3"), ("OS_AUTH_URL", "@URL@/a/v2.0/tokens"), ("OS_REGION_NAME", "KR9"), ("OS_REGION_NAME", "KR1,KR2"),
                        ("OS_PASSWORD", "one\r"), ("OS_USERNAME", "me\r"), ("OS_REGION_NAME", "KR1\r"), ("OS_PASSWORD", "\ufeffone"),
                        ("OS_PASSWORD", b"\xff\xfe"), ("OS_USERNAME", b"m\xe9"), ("OS_PROJECT_ID", b"\xb0"), ("OS_AUTH_URL", b"http://\xe9/")):
        case(f"{name}={value!r}", {}, cloud=None, variables=base | {name: value}, error=[name, "KR1,KR2", "KR9"])
    for name, value in (("OS_AUTH_TYPE", "password"), ("OS_AUTH_TYPE", "v2password"), ("OS_INTERFACE", "public"), ("OS_IDENTITY_API_VERSION", "3"),
                        ("OS_USER_ID", "u"), ("OS_CLOUD", ""), ("OTHER", b"\xff"), ("OS_SOMETHING", b"\xff")):
        case(f"{name}={value!r}", {"clouds.yaml": entry(user="file")}, cloud=None, variables=base | {name: value})
    case("the default domain in variables", {}, cloud=None, variables=base | {"OS_USER_DOMAIN_NAME": "Default"}, ours="KR1")
    case("one entry and no variables", {"clouds.yaml": entry()}, cloud=None, variables={"OS_REGION_NAME": "KR1"}, error=["OS_CLOUD"])
    case("a region in lower case", {}, cloud=None, variables=base | {"OS_REGION_NAME": "kr1"}, ours="KR1")


# Both clients.

def outcome(key):
    """What the server saw of one client in one case."""
    logins = [record for record in RECORDS.get(key, []) if "user" in record]
    regions = [record["region"] for record in RECORDS.get(key, []) if "region" in record]
    if not logins or not regions:
        return None
    return dict(logins[-1], region=regions[-1])


def prepare(folder, files, url):
    (folder / "home").mkdir(parents=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.replace("@URL@", url).encode())


def environment(variables, folder, url):
    def filled(value):
        return value if isinstance(value, bytes) else value.replace("@URL@", url).replace("@DIR@", str(folder))
    return {"HOME": str(folder / "home"), "PATH": "/usr/bin:/bin"} | {name: filled(value) for name, value in variables.items()}


def ask_sdk(case, folder, url):
    prepare(folder, case.files, url)
    before = dict(os.environb)
    os.environ.clear()
    for name, value in environment(case.variables, folder, url).items():
        os.environb[name.encode()] = value if isinstance(value, bytes) else value.encode()
    os.chdir(folder)
    try:
        # The folders are settled when the module is loaded.
        module = importlib.reload(loader)
        region = module.OpenStackConfig().get_one(case.cloud, **({"region_name": case.region} if case.region else {}))
        session = region.get_session()
        session.get("/v2.0/flowlog-loggers", endpoint_override=region.get_endpoint("network"), endpoint_filter={
            "service_type": "network", "interface": region.get_interface("network"), "region_name": region.get_region_name()})
        return None
    except Exception as error:  # noqa: BLE001: whatever it raises, it is not logged in
        return type(error).__name__
    finally:
        os.chdir(ROOT)
        os.environ.clear()
        os.environb.update(before)


def ask_ours(case, folder, url):
    prepare(folder, case.files, url)
    command = [PROGRAM, "loggers", "list"] + (["--cloud", case.cloud] if case.cloud else []) + (["--region", case.region] if case.region else [])
    variables = {name.encode(): value if isinstance(value, bytes) else value.encode() for name, value in environment(case.variables, folder, url).items()}
    done = subprocess.run(command, capture_output=True, cwd=folder, env=variables, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode()


def verdict(case, ours, sdk, code, text):
    """What is wrong with a case, else nothing."""
    if case.error is not None:
        if ours is not None:
            return f"logged in as {ours}, and should say why not"
        if code not in (3, 4):
            return f"ended with {code}: {text.strip()[:300]}"
        return "" if any(word in text for word in case.error) else f"does not say {case.error}: {text.strip()[:300]}"
    if ours is None:
        return f"did not log in: {code} {text.strip()[:300]}"
    if case.ours is not None:
        return "" if ours["region"] == case.ours else f"region {ours['region']}, not {case.ours}"
    if sdk is None:
        return f"logged in as {ours}, and the SDK does not"
    different = {key: (ours[key], sdk[key]) for key in ours if ours[key] != sdk[key]}
    return f"(ours, the SDK's): {different}" if different else ""


def run(cases, server):
    port = server.server_address[1]
    with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ThreadPoolExecutor(4) as pool:
        root = pathlib.Path(temporary)

        def ours(item):
            index, case = item
            return ask_ours(case, root / f"o{index}", f"http://127.0.0.1:{port}/o{index}")

        running = [pool.submit(ours, item) for item in enumerate(cases)]
        errors = [
            None if case.error or case.ours else ask_sdk(case, root / f"s{index}", f"http://127.0.0.1:{port}/s{index}")
            for index, case in enumerate(cases)]
        for index, (case, future) in enumerate(zip(cases, running)):
            code, text = future.result()
            seen = outcome(f"o{index}")
            # A region that the catalog lacks shows after the login only.
            if case.error is not None and RECORDS.get(f"o{index}") and not any("KR9" in word for word in case.error):
                seen = RECORDS[f"o{index}"]
            yield case, seen, outcome(f"s{index}") if errors[index] is None else None, code, text


def check_that_it_can_fail(server):
    """Each of the five that are compared, different for one client, must be found."""
    whole = entry()
    others = {"address": ("/a/", "/b/"), "user": ("username: me", "username: you"), "secret": ("password: one", "password: two"),
              "project": (PROJECTS["A"], PROJECTS["B"]), "region": ("KR1", "KR2")}
    cases = [Case("whole", {"clouds.yaml": whole})] + [Case(name, {"clouds.yaml": whole.replace(*change)}) for name, change in others.items()]
    RECORDS.clear()
    results = list(run(cases, server))
    for (case, ours, _, code, text), name in zip(results[1:], others):
        found = verdict(case, ours, results[0][2], code, text)
        assert f"'{name}'" in found, f"a different {name} is not found: {found!r}"
    refused = Case("refused", {}, error=["x"])
    assert verdict(refused, results[0][1], None, 0, "") and verdict(refused, None, None, 4, "y") and verdict(Case("same", {}), None, results[0][2], 4, "")
    RECORDS.clear()


def main():
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    for cases in (files_cases, project_cases, region_cases, login_cases, value_cases, variable_cases):
        cases()
    chosen = [case for case in CASES if all(word in case.name for word in sys.argv[1:])]
    with local_server.Server(("127.0.0.1", 0), Recorder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        check_that_it_can_fail(server)
        wrong = [f"{case.name}: {problem}" for case, *result in run(chosen, server) if (problem := verdict(case, *result))]
        server.shutdown()
    print("\n".join(wrong), end="\n" if wrong else "")
    print(f"{len(chosen)} cases of clouds.yaml and variables against openstacksdk, {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
