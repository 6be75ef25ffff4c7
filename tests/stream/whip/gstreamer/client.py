"""A WHIP client made of GStreamer's webrtcbin: sends raw I420 frames, prints what came of it as JSON.

    /usr/bin/python3 client.py ORIGIN FRAMES.i420 SECONDS

It runs under the system's Python, which has the bindings (Debian: python3-gi, gir1.2-gst-plugins-bad-1.0,
gstreamer1.0-nice, gstreamer1.0-plugins-good, gstreamer1.0-plugins-bad), and imports nothing of ours.
"""

from __future__ import annotations

import json
import sys
import time
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Gst", "1.0")
gi.require_version("GstWebRTC", "1.0")
gi.require_version("GstSdp", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # type: ignore[import-not-found]  # noqa: E402

PIPELINE = """
    webrtcbin name=call bundle-policy=max-bundle
    multifilesrc location={film} loop=true blocksize=460800
    ! rawvideoparse width=640 height=480 format=i420 framerate=30/1
    ! identity sync=true ! videoconvert
    ! vp8enc deadline=1 cpu-used=8 target-bitrate=1500000 keyframe-max-dist=60
    ! rtpvp8pay ! application/x-rtp,media=video,encoding-name=VP8,payload=96 ! call.
"""


class Client:
    def __init__(self, origin: str, film: str, seconds: str) -> None:
        self.origin, self.seconds = origin, float(seconds)
        self.told: dict[str, Any] = {"connected_s": None, "feedback": 0, "first": None, "pose": None}
        self.resource = ""
        self.loop = GLib.MainLoop()
        self.pipeline = Gst.parse_launch(PIPELINE.format(film=film))
        self.call = self.pipeline.get_by_name("call")
        self.began = time.monotonic()

    def run(self) -> None:
        self.pipeline.set_state(Gst.State.READY)
        self.channel = self.call.emit("create-data-channel", "practice", None)
        self.channel.connect("on-open", self.opened)
        self.channel.connect("on-message-string", self.heard)
        self.call.connect("on-negotiation-needed", self.negotiate)
        self.pipeline.set_state(Gst.State.PLAYING)
        GLib.timeout_add(int(1000 * (self.seconds + 20)), self.loop.quit)
        self.loop.run()
        self.pipeline.set_state(Gst.State.NULL)
        print(json.dumps(self.told))

    def negotiate(self, _call: Any) -> None:
        self.call.emit("create-offer", None, Gst.Promise.new_with_change_func(self.offered, None))

    def offered(self, promise: Any, _: None) -> None:
        reply = promise.get_reply()  # kept: the offer lies in it
        offer = reply.get_value("offer")
        self.call.emit("set-local-description", offer, Gst.Promise.new())
        response = self.ask("POST", "/whip", offer.sdp.as_text())
        self.resource = response.headers["Location"]
        _, answer = GstSdp.SDPMessage.new_from_text(response.read().decode())
        described = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, answer)
        self.call.emit("set-remote-description", described, Gst.Promise.new())

    def ask(self, method: str, path: str, sdp: str = "") -> HTTPResponse:
        connection = HTTPConnection(self.origin.removeprefix("http://"), timeout=10)
        connection.request(method, path, sdp.encode(), {"Content-Type": "application/sdp"})
        return connection.getresponse()

    def opened(self, channel: Any) -> None:
        self.told["connected_s"] = time.monotonic() - self.began
        channel.emit("send-string", json.dumps({"type": "hello", "version": 1, "source": "video"}))
        GLib.timeout_add(int(1000 * self.seconds), self.delete)

    def delete(self) -> bool:
        self.deleted = time.monotonic()
        self.ask("DELETE", self.resource)
        return False

    def heard(self, _channel: Any, text: str) -> None:
        message = json.loads(text)
        if message["type"] == "feedback":
            self.told["feedback"] += 1
            now = time.monotonic()
            self.told["first"] = self.told["first"] or now
            self.told["fps"] = (self.told["feedback"] - 1) / max(0.001, now - self.told["first"])
            self.told["pose"] = message["pose"] and message["pose"]["id"]
        if message["type"] == "summary":
            self.told |= {"summary": message["ending"], "summary_s": time.monotonic() - self.deleted}
            self.loop.quit()


if __name__ == "__main__":
    Gst.init(None)
    Client(*sys.argv[1:]).run()
