"""Answers, on loopback and without state, what AWS would answer to an SDK that looks for credentials.

Every key id in an answer is made from what was asked, so that it tells which source, role and signer led to it.
A driver sends each request of its SDK here, with the URL it was meant for in the header `x-original-url`.
"""

import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from fake_message import ANY_ACCOUNT, EXPIRATION, Request, as_json, as_text, json_error, key_of, secret_of, token_of
from fake_sts import STS_ACTIONS

EXPIRATION_IN_MILLISECONDS = 4070908800000
IMDS_HOSTS = {"169.254.169.254", "fd00:ec2::254"}
IMDS_REGION = "ap-southeast-7"
IMDS_ROLE = "fake-role"
CONTAINER_HOSTS = {"169.254.170.2", "169.254.170.23", "fd00:ec2::23"}
DEAD = "dead"
REFRESH = "refresh:"


def answer_sso_portal(request):
    """Answers the SSO portal's GetRoleCredentials; a dead bearer token is turned away."""
    bearer = request.headers.get("x-amz-sso_bearer_token") or ""
    if bearer.startswith(DEAD):
        return json_error(401, "UnauthorizedException", {"message": "Session token not found or invalid"})
    if not request.query.get("account_id") or not request.query.get("role_name"):
        return json_error(400, "InvalidRequestException", {"message": "account and role are required"})
    key_id = key_of("sso", request.query.get("account_id", ""), request.query.get("role_name", ""), bearer)
    return as_json(
        {
            "roleCredentials": {
                "accessKeyId": key_id,
                "secretAccessKey": secret_of(key_id),
                "sessionToken": token_of(key_id),
                "expiration": EXPIRATION_IN_MILLISECONDS,
            }
        }
    )


def refreshed(request):
    """Returns what a refresh token in a JSON body stands for, or None if it stands for nothing."""
    token = json.loads(request.body or "{}").get("refreshToken") or ""
    return token.removeprefix(REFRESH) if token.startswith(REFRESH) else None


def answer_sso_token(request):
    """Answers SSO OIDC's CreateToken: the refresh token `refresh:X` gives the access token X."""
    access_token = refreshed(request)
    if access_token is None:
        fields = {"error": "invalid_grant", "error_description": "Invalid refresh token provided"}
        return json_error(400, "InvalidGrantException", fields)
    return as_json(
        {
            "accessToken": access_token,
            "expiresIn": 28800,
            "refreshToken": REFRESH + access_token,
            "tokenType": "Bearer",
        }
    )


def answer_sign_in_token(request):
    """Answers AWS sign-in's CreateOAuth2Token: the refresh token `refresh:ID` gives the key id ID."""
    key_id = refreshed(request)
    if key_id is None:
        fields = {"error": "TOKEN_EXPIRED", "message": "The refresh token has expired"}
        return json_error(401, "AccessDeniedException", fields)
    return as_json(
        {
            "accessToken": {
                "accessKeyId": key_id,
                "secretAccessKey": secret_of(key_id),
                "sessionToken": token_of(key_id),
            },
            "expiresIn": 900,
            "refreshToken": REFRESH + key_id,
            "tokenType": "aws_sigv4",
        }
    )


def metadata_credentials(key_id):
    """Returns credentials as the metadata services of machines and containers shape them."""
    return {
        "Code": "Success",
        "LastUpdated": "2024-01-01T00:00:00Z",
        "Type": "AWS-HMAC",
        "AccessKeyId": key_id,
        "SecretAccessKey": secret_of(key_id),
        "Token": token_of(key_id),
        "Expiration": EXPIRATION,
    }


def answer_container(request):
    """Answers a container's credential endpoint with a key that tells the path."""
    if request.path.endswith("/missing"):
        return as_json({"code": "NotFound", "message": "no credentials here"}, 404)
    return as_json(metadata_credentials(key_of("container", request.path)))


def imds_documents():
    """Returns what EC2's metadata service answers at each path."""
    credentials = json.dumps(metadata_credentials(key_of("imds")))
    documents = {
        "meta-data/placement/region": IMDS_REGION,
        "meta-data/placement/availability-zone": IMDS_REGION + "a",
        "dynamic/instance-identity/document": json.dumps({"region": IMDS_REGION, "accountId": ANY_ACCOUNT}),
    }
    for listing in "meta-data/iam/security-credentials", "meta-data/iam/security-credentials-extended":
        documents[listing] = IMDS_ROLE
        documents[f"{listing}/{IMDS_ROLE}"] = credentials
    return documents


def answer_imds(request):
    """Answers EC2's metadata service; one whose path begins with /imds-off refuses everything."""
    if request.path.startswith("/imds-off"):
        return as_text("Forbidden", 403)
    name = request.path.partition("/latest/")[2].rstrip("/")
    if name == "api/token" and request.method == "PUT":
        lifetime = request.headers.get("X-aws-ec2-metadata-token-ttl-seconds") or "21600"
        return as_text("fake-imds-token", headers={"X-aws-ec2-metadata-token-ttl-seconds": lifetime})
    document = imds_documents().get(name)
    return as_text("Not Found", 404) if document is None else as_text(document)


def answer(request):
    """Answers a request by where it was meant to go, and by what it asks."""
    path = request.path
    if request.host in CONTAINER_HOSTS or path.startswith("/container"):
        return answer_container(request)
    if request.host in IMDS_HOSTS or path.startswith("/imds"):
        return answer_imds(request)
    if path.endswith("/federation/credentials"):
        return answer_sso_portal(request)
    if path.endswith("/v1/token"):
        return answer_sign_in_token(request)
    if path.endswith("/token"):
        return answer_sso_token(request)
    action = STS_ACTIONS.get(request.form.get("Action"))
    return action(request) if action else as_json({"message": f"nothing at {request.url}"}, 404)


class Handler(BaseHTTPRequestHandler):
    """Reads a request and writes its answer, on connections that stay open."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet

    def respond(self):
        """Answers one request, whatever its method."""
        url = self.headers.get("x-original-url") or f"http://{self.headers.get('Host')}{self.path}"
        self.write(answer(Request(self.command, url, self.headers, self.read_body())))

    do_GET = do_POST = do_PUT = do_HEAD = respond

    def read_body(self):
        """Returns the body, whether its length is known before or it comes in chunks."""
        if "chunked" in (self.headers.get("Transfer-Encoding") or ""):
            return self.read_chunks().decode(errors="replace")
        return self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(errors="replace")

    def read_chunks(self):
        """Returns the joined chunks of a body."""
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def write(self, reply):
        """Sends an answer."""
        body = reply.body.encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("x-amzn-RequestId", str(uuid.uuid4()))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        """Keeps quiet."""


class Server(ThreadingHTTPServer):
    """A server that takes many connections at once and stops with the program."""

    daemon_threads = True
    request_queue_size = 128


def start():
    """Starts the server in a thread, and returns it and its URL."""
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


def main():
    """Prints the server's URL, then serves until it is killed."""
    _, url = start()
    print(url, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
