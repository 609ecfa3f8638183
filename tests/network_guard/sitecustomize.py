"""No connection beyond loopback, in the tests' own process and in every Python they start.

Python imports a module of this name at start when its folder is on PYTHONPATH.
"""

import ipaddress
import socket
from typing import Any

_connect, _connect_ex, _sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
_getaddrinfo = socket.getaddrinfo


def _is_loopback(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name in {"localhost", "0.0.0.0", "::"}:
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _check(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
        raise ConnectionRefusedError(f"a test tried to reach {address[0]!r}: tests talk to loopback only")


def _guarded(original: Any) -> Any:
    def call(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        _check(self.family, address)
        return original(self, *arguments)

    return call


def _names_loopback(host: Any, *arguments: Any, **options: Any) -> Any:
    if not _is_loopback(host):
        raise socket.gaierror(f"a test tried to resolve {host!r}: tests talk to loopback only")
    return _getaddrinfo(host, *arguments, **options)


socket.socket.connect = _guarded(_connect)  # type: ignore[method-assign]
socket.socket.connect_ex = _guarded(_connect_ex)  # type: ignore[method-assign]
socket.socket.sendto = _guarded(_sendto)  # type: ignore[method-assign]
socket.getaddrinfo = _names_loopback
