"""Checks a sample inclusion proof with nothing but Python's standard library: a third reading of RFC 6962.

Reads JSON from standard input: {"origin", "size", "root" (base64), "entries": [{"index", "parts", "proof": [base64]}]}.
Prints the root of each proof in base64, one a line; ends with 1 when one of them is not the given root.
"""
import base64
import hashlib
import json
import sys


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def commitment(part: dict) -> bytes:
    if "commitment" in part:
        return bytes.fromhex(part["commitment"])
    return sha256(bytes.fromhex(part["salt"]) + part["json"].encode("utf-8"))


def leaf(parts: dict) -> bytes:
    joined = b"".join(commitment(parts[name]) for name in ("who", "whom", "what"))
    return sha256(b"\x00vrijplek/trail/1 " + sha256(joined).hex().encode("ascii"))


def root_of(index: int, size: int, path: list) -> bytes:
    """RFC 6962 section 2.1.1 backwards: the last hash of the path is the sibling at the top."""
    def up(place: int, count: int, rest: list, start: bytes) -> bytes:
        if count == 1:
            if rest:
                raise ValueError("proof too long")
            return start
        left = 1 << (count - 1).bit_length() - 1
        *lower, sibling = rest
        if place < left:
            return sha256(b"\x01" + up(place, left, lower, start) + sibling)
        return sha256(b"\x01" + sibling + up(place - left, count - left, lower, start))
    return up(index, size, path[1:], path[0])


def main() -> int:
    given = json.load(sys.stdin)
    roots = []
    for entry in given["entries"]:
        path = [leaf(entry["parts"])] + [base64.b64decode(item, validate=True) for item in entry["proof"]]
        roots.append(base64.b64encode(root_of(entry["index"], given["size"], path)).decode("ascii"))
    print("\n".join(roots))
    return 0 if all(root == given["root"] for root in roots) else 1


if __name__ == "__main__":
    sys.exit(main())
