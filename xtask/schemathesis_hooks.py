"""Makes Schemathesis a coordinator of the demo, and keeps her from sawing off the branch she sits on.

An access token lives ten minutes, so it is refreshed every five; refresh tokens rotate. A pairing token
works once, so whatever would end the session or the account must not succeed: such a request is sent
without a right to do it (it is still sent, and its refusal is still checked).

From the environment: PALIER_DEMO, the line that `palier demo --json` prints.
"""

import base64
import json
import os
import time

import requests
import schemathesis

DEMO = json.loads(os.environ["PALIER_DEMO"])
ROLE = "coordinator"
REFRESH_SECONDS = 300

# Operations that end the caller's own session, or all of them, without naming it in the path.
ENDS_OUR_SESSION = {
    ("DELETE", "/v1/sessions"),
    ("DELETE", "/v1/sessions/current"),
    ("DELETE", "/v1/me"),
    ("PUT", "/v1/sessions/current/pin"),
    ("POST", "/v1/sessions/end"),
}

# Every id that the server told us about ourselves: session, person, device.
OUR_IDS = set()


@schemathesis.auth(refresh_interval=REFRESH_SECONDS, retry_on=[])
class Coordinator:
    """Pairs once, then refreshes. Schemathesis calls `get` under a lock."""

    def __init__(self):
        self.refresh_token = None

    def get(self, case, ctx):
        if self.refresh_token is None:
            body = {"pairing_token": DEMO["pairing_tokens"][ROLE], "device_label": "schemathesis"}
            answer = post("/v1/sessions", body)
        else:
            answer = post("/v1/sessions/refresh", {"refresh_token": self.refresh_token})
        self.refresh_token = answer["refresh_token"]
        remember(answer)
        return answer["access_token"]

    def set(self, case, data, ctx):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(ctx, case, kwargs):
    # A link that was inferred from a list whose rows hold a null picks that null, writes it as the id "None",
    # and calls it well-formed: the value may still be Python's None here, or already its name.
    if any(str(value) == "None" for value in (case.path_parameters or {}).values()):
        withhold(case)
        return
    method = case.method.upper()
    if method in ("GET", "HEAD"):
        return
    ours = any(str(value) in OUR_IDS for value in (case.path_parameters or {}).values())
    if ours or (method, case.path) in ENDS_OUR_SESSION:
        withhold(case)


def withhold(case):
    case.headers = case.headers or {}
    case.headers["Authorization"] = "Bearer withheld"


def post(path, body):
    """One call beside the tests; a lock or a busy moment is met with two more attempts."""
    for attempt in range(3):
        answer = requests.post(DEMO["url"] + path, json=body, timeout=20)
        if answer.status_code not in (429, 503) or attempt == 2:
            break
        time.sleep(2)
    if not answer.ok:
        raise RuntimeError(f"POST {path} answered {answer.status_code}: {answer.text[:400]}")
    return answer.json()


def remember(answer):
    claims = answer["access_token"].split(".")
    if len(claims) == 3:
        padded = claims[1] + "=" * (-len(claims[1]) % 4)
        gather(json.loads(base64.urlsafe_b64decode(padded)))
    gather({key: value for key, value in answer.items() if not key.endswith("_token")})


def gather(value):
    if isinstance(value, dict):
        for inner in value.values():
            gather(inner)
    elif isinstance(value, list):
        for inner in value:
            gather(inner)
    elif isinstance(value, str) and len(value) >= 16:
        OUR_IDS.add(value)
