"""Bodies that curl, requests and urllib3 send to the generated server, and bodies of the generated client as Werkzeug reads them.

The server tells in its answer what its handler was given (see examples/serve/replies.rs). Run by pytest, with `SERVER`, the address of
`serve`, and `CALL`, the program of that name.
"""

import email.parser
import email.policy
import json
import os
import shutil
import socket
import subprocess
import threading
import urllib.parse

import pytest
import requests
import urllib3
from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

SHOP = os.environ["SERVER"] + "/kitchen-sink"
PORT = urllib.parse.urlsplit(SHOP).port
FORMS = SHOP + "/orders/forms"
SECONDS = 30
PNG = b"\x89PNG\r\n\x1a\n\0--\r\n"


def parts_of(content_type, body):
    """The parts of a multipart body, by the parser of e-mail."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    assert message.is_multipart(), body
    return [(part.get_param("name", header="content-disposition"), part.get_payload(decode=True)) for part in message.iter_parts()]


def form_seen(answer):
    """What the handler of `sendForm` was given."""
    fields = dict(urllib.parse.parse_qsl(answer, strict_parsing=True))
    return json.loads(fields["note"])


def files_seen(content_type, body):
    """What the handler of `sendFiles` was given; contents as bytes."""
    parts = dict(parts_of(content_type, body))
    seen = json.loads(parts["proof"])
    assert int(parts["count"]) == len(seen["files"])
    for file in seen["files"]:
        file["content"] = bytes(file["content"])
    return seen


def file(content, name=None, media_type=None):
    return {"content": content, "name": name, "type": media_type}


# ---- curl

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")


def curl(*arguments, status=200, body=None):
    command = ["curl", "-q", "--silent", "--show-error", "--include", "--max-time", str(SECONDS), "--noproxy", "*", *arguments]
    output = subprocess.run(command, input=body, capture_output=True, timeout=2 * SECONDS)
    assert output.returncode == 0, output.stderr.decode()
    head, rest = output.stdout.split(b"\r\n\r\n", 1)
    continued = []
    while head.split(b" ")[1] == b"100":
        continued.append(head)
        head, rest = rest.split(b"\r\n\r\n", 1)
    assert int(head.split(b" ")[1]) == status, output.stdout
    headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    return continued, {name.decode().lower(): value.decode() for name, value in headers.items()}, rest


@needs_curl
def test_curl_sends_a_form():
    fields = ["name=Ada & Söhne+", "copies=3", "inks=red", "inks=a,b", 'address={"city":"Ulm"}', "utm=%"]
    encoded = [argument for field in fields for argument in ("--data-urlencode", field)]
    _, _, body = curl(FORMS, *encoded, "--data", "lines[0][sku]=a&lines[0][count]=1&lines%5B1%5D%5Bsku%5D=b")
    assert form_seen(body.decode()) == {
        "name": "Ada & Söhne+",
        "copies": 3,
        "inks": ["red", "a,b"],
        "address": {"city": "Ulm"},
        "lines": [{"sku": "a", "count": 1}, {"sku": "b"}],
        "utm": "%",
    }


@needs_curl
@pytest.mark.parametrize("version", ["--http1.0", "--http1.1"])
def test_curl_sends_files(tmp_path, version):
    cover, page = tmp_path / 'Grüße "1".png', tmp_path / "page;1.txt"
    cover.write_bytes(PNG)
    page.write_bytes(b"")
    form = ["number=7", "labels=a", "labels=ü", 'address={"city":"Ulm"};type=application/json']
    form += [f"cover=@{json.dumps(str(cover), ensure_ascii=False)}", f'pages=@"{page}";filename="p\\\\1.txt"', "pages=two"]
    arguments = [argument for part in form for argument in ("--form", part)]
    _, headers, body = curl("--request", "PUT", FORMS, version, *arguments)
    assert files_seen(headers["content-type"], body) == {
        "number": 7,
        "labels": ["a", "ü"],
        "city": "Ulm",
        "files": [file(PNG, 'Grüße "1".png', "image/png"), file(b"", "p\\1.txt", "text/plain"), file(b"two")],
    }


@needs_curl
def test_curl_sends_chunks():
    order = {"number": 2, "items": [{"sku": "b" * 100_000}]}
    arguments = ["--header", "Content-Type: application/json", "--header", "Transfer-Encoding: chunked", "--upload-file", "-"]
    _, _, body = curl("--request", "POST", SHOP + "/orders", *arguments, body=json.dumps(order).encode())
    assert json.loads(body) == order


@needs_curl
def test_curl_expects_to_go_on():
    """A body that is wanted is asked for; one that is not is refused before it is sent."""
    order = json.dumps({"number": 2, "items": [{"sku": "b"}]}).encode()
    expecting = ["--request", "POST", SHOP + "/orders", "--header", "Expect: 100-continue", "--expect100-timeout", "20"]
    continued, _, body = curl(*expecting, "--header", "Content-Type: application/json", "--data-binary", "@-", body=order)
    assert continued and json.loads(body) == json.loads(order)
    continued, _, body = curl(*expecting, "--header", "Content-Type: text/csv", "--data-binary", "@-", body=order, status=415)
    assert not continued and json.loads(body)["status"] == 415


@needs_curl
def test_curl_sends_a_body_that_is_compressed():
    """Nobody said that the server reads it, so it must not take it for what it is not."""
    arguments = ["--header", "Content-Type: application/json", "--header", "Content-Encoding: gzip", "--data-binary", "@-"]
    _, headers, _ = curl(SHOP + "/orders", *arguments, body=b"\x1f\x8b\x08\0\0\0\0\0\0\x03", status=415)
    assert "accept-encoding" in headers


@needs_curl
def test_curl_reads_a_stream():
    _, headers, body = curl("--no-buffer", SHOP + "/presses/3/events", "--header", "Authorization: Bearer person")
    assert headers["content-type"] == "text/event-stream"
    assert body == b'event: reading\ndata: 3\n\nevent: reading\ndata: "end"\n\n'


# ---- requests and urllib3


def put(**arguments):
    answer = requests.put(FORMS, timeout=SECONDS, **arguments)
    assert answer.status_code == 200, answer.text
    return files_seen(answer.headers["Content-Type"], answer.content)


def test_requests_sends_a_form():
    fields = {"name": "Ada & Söhne+\r\n", "copies": 3, "inks": ["red", "a,b"], "address": json.dumps({"city": "Ulm"})}
    answer = requests.post(FORMS, data=fields, timeout=SECONDS)
    assert form_seen(answer.text) == {**fields, "address": {"city": "Ulm"}}


def test_requests_sends_files():
    fields = [("number", "7"), ("labels", "a"), ("labels", "ü")]
    files = [
        ("address", (None, json.dumps({"city": "Ulm"}), "application/json")),
        ("cover", ("naïve 字.png", PNG, "image/png", {"X-Page": "1"})),
        ("pages", ("1.txt", b"one")),
        ("pages", ("2.txt", b"")),
    ]
    seen = put(data=fields, files=files)
    assert (seen["number"], seen["labels"], seen["city"]) == (7, ["a", "ü"], "Ulm")
    assert seen["files"] == [file(PNG, "naïve 字.png", "image/png"), file(b"one", "1.txt"), file(b"", "2.txt")]


def test_requests_is_told_what_is_wrong_with_files():
    files = [("cover", ("a.gif", PNG, "image/gif")), *[("pages", ("1.txt", b"one"))] * 4]
    answer = requests.put(FORMS, data={"number": "0"}, files=files, timeout=SECONDS)
    assert answer.status_code == 422
    places = {(error["pointer"], error["keyword"]) for error in answer.json()["errors"]}
    assert ("/cover", "contentType") in places, places


def test_requests_sends_chunks():
    order = {"number": 2, "items": [{"sku": "b"}]}
    text = json.dumps(order).encode()
    chunks = (text[at : at + 3] for at in range(0, len(text), 3))
    answer = requests.post(SHOP + "/orders", data=chunks, headers={"Content-Type": "application/json"}, timeout=SECONDS)
    assert (answer.status_code, answer.json()) == (200, order)


def test_urllib3_escapes_names_as_browsers_do():
    fields = [("number", "7"), ("cover", ('a"\r\nX-Evil: 1.png', PNG, "image/png"))]
    answer = urllib3.request("PUT", FORMS, fields=fields, timeout=SECONDS, retries=False)
    seen = files_seen(answer.headers["Content-Type"], answer.data)
    assert seen["files"] == [file(PNG, 'a"\r\nX-Evil: 1.png', "image/png")]


@pytest.mark.parametrize("names", ["filename*=UTF-8''na%C3%AFve%20%E2%82%AC.png", "filename=\"naive.png\"; filename*=utf-8'en'na%C3%AFve%20%E2%82%AC.png"])
def test_file_names_of_rfc_8187_are_read(names):
    cover = RequestField("cover", PNG, headers={"Content-Disposition": f"form-data; name=cover; {names}", "Content-Type": "image/png"})
    body, content_type = encode_multipart_formdata([("number", "7"), cover])
    answer = urllib3.request("PUT", FORMS, body=body, headers={"Content-Type": content_type}, timeout=SECONDS, retries=False)
    assert files_seen(answer.headers["Content-Type"], answer.data)["files"] == [file(PNG, "naïve €.png", "image/png")]


def test_urllib3_sends_multipart_in_multipart():
    """The parts of a part are its content: whoever wants them reads them."""
    inner, inner_type = encode_multipart_formdata([("a", "1"), ("b", "2")])
    outer = [("inner", ("", inner, inner_type)), ("text", "two")]
    body, content_type = encode_multipart_formdata(outer)
    content_type = content_type.replace("form-data", "mixed")
    answer = urllib3.request("PATCH", FORMS, body=body, headers={"Content-Type": content_type}, timeout=SECONDS, retries=False)
    assert answer.status == 200, answer.data
    message = dict(email_parts(answer.headers["Content-Type"], answer.data))
    assert message["text"].get_payload(decode=True) == b"two"
    nested = [(part.get_param("name", header="content-disposition"), part.get_payload(decode=True)) for part in message["inner"].iter_parts()]
    assert nested == [("a", b"1"), ("b", b"2")]


def email_parts(content_type, body):
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    return [(part.get_param("name", header="content-disposition"), part) for part in message.iter_parts()]


def test_a_second_request_on_a_connection_is_not_read_from_the_first():
    """What is left of a body that is refused does not become a request."""
    request = b"POST /kitchen-sink/orders HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nContent-Length: 40\r\n\r\n"
    evil = b"GET /kitchen-sink/presses HTTP/1.1\r\n\r\n  ".ljust(40)
    last = b"GET /kitchen-sink/stands/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", PORT), timeout=SECONDS) as connection:
        connection.sendall(request + evil[:40] + last)
        answers = b""
        while chunk := connection.recv(65536):
            answers += chunk
    assert answers.startswith(b"HTTP/1.1 415 ") and b"HTTP/1.1 200" not in answers, answers


# ---- the generated client, read by Werkzeug


class Recorder:
    """A shop of another make: takes down what its parser makes of each request, and answers with another writer."""

    def __init__(self):
        self.seen = {}

    def __call__(self, environ, start_response):
        request = Request(environ)
        answer = getattr(self, "on_" + request.method.lower(), lambda _: Response(status=404))(request)
        return answer(environ, start_response)

    def on_post(self, request):
        if request.path == "/orders":
            self.seen["json"] = (request.content_type, request.get_json())
            return Response(json.dumps(request.get_json()), content_type="application/json; charset=UTF-8")
        if request.path == "/orders/forms":
            self.seen["form"] = (request.content_type, list(request.form.items(multi=True)))
            return Response("note=caf%C3%A9+%26&number=%37", content_type="application/x-www-form-urlencoded")
        return Response(status=404)

    def on_put(self, request):
        if request.path != "/orders/forms":
            return Response(status=404)
        files = [(name, item.filename, item.content_type, item.read()) for name, item in request.files.items(multi=True)]
        self.seen["files"] = (list(request.form.items(multi=True)), files)
        body, content_type = encode_multipart_formdata([("proof", ("prüf.pdf", b"%PDF\r\n", "application/pdf")), ("count", "2")])
        return Response(body, content_type=content_type)

    def on_patch(self, request):
        if request.path != "/orders/forms":
            return Response(status=404)
        self.seen["parts"] = parts_of(request.content_type, request.get_data())
        body, content_type = encode_multipart_formdata([("x", "1"), ("y", ("y.txt", "ü"))])
        return Response(body, content_type=content_type.replace("form-data", "mixed"))


@pytest.fixture(scope="module")
def recorded():
    recorder = Recorder()
    server = make_server("127.0.0.1", 0, recorder, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        command = [os.environ["CALL"], "kitchen-sink", f"http://127.0.0.1:{server.server_port}"]
        lines = subprocess.run(command, capture_output=True, text=True, timeout=4 * SECONDS, check=True).stdout.splitlines()
    finally:
        server.shutdown()
    answers = {call["operation"]: call for call in map(json.loads, lines)}
    return recorder.seen, answers


def test_json_of_the_client(recorded):
    seen, answers = recorded
    content_type, order = seen["json"]
    assert content_type == "application/json"
    assert (order["number"], order["note"], order["items"]) == (2, "soon & <safe> ", [{"sku": 'b"', "sheets": 500}, {"sku": "c"}])
    assert "answer" in answers["placeOrder"], answers["placeOrder"]


def test_a_form_of_the_client(recorded):
    seen, answers = recorded
    content_type, fields = seen["form"]
    assert content_type == "application/x-www-form-urlencoded"
    fields = [(name, json.loads(value) if name == "address" else value) for name, value in fields]
    assert sorted(fields, key=str) == sorted([
        ("name", "Ada & Söhne+"), ("copies", "3"), ("inks", "red"), ("inks", "a,b"), ("address", {"city": "Ulm"}),
        ("lines[0][sku]", "a"), ("lines[0][count]", "1"), ("lines[1][sku]", "b"), ("utm[x]", "=&"),
    ], key=str)
    assert answers["sendForm"]["answer"] == 'SendFormResponse {"number": 7, "note": "café &"}'


def test_files_of_the_client(recorded):
    seen, answers = recorded
    fields, files = seen["files"]
    fields = [(name, json.loads(value) if name == "address" else value) for name, value in fields]
    assert fields == [("number", "7"), ("labels", "a"), ("labels", "ü"), ("address", {"city": "Ulm"})]
    assert files == [
        ("cover", 'Grüße "1".png', "image/png", b"\x89PNG\r\n--"),
        ("pages", "pages", "application/octet-stream", b"one"),
        ("pages", "pages", "application/octet-stream", b""),
    ]
    assert answers["sendFiles"]["answer"] == 'Some(2) Some("prüf.pdf") Some("application/pdf") %PDF\r\n'


def test_parts_of_the_client(recorded):
    seen, answers = recorded
    assert seen["parts"] == [("a", b"1"), (None, b"two")]
    assert answers["streamFiles"]["answer"] == 'Some("x") Ok("1"), Some("y") Ok("ü")'
