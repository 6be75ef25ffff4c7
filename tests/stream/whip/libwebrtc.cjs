// A WHIP client made of libwebrtc (npm @roamhq/wrtc): sends raw I420 frames, prints what the data channel says.
// node client.cjs ORIGIN FRAMES.i420 WIDTH HEIGHT SECONDS
const fs = require("node:fs");
const { RTCPeerConnection, nonstandard } = require("@roamhq/wrtc");

async function main([origin, file, width, height, seconds]) {
  const size = (width * height * 3) / 2;
  const film = fs.readFileSync(file);
  const source = new nonstandard.RTCVideoSource();
  const connection = new RTCPeerConnection();
  connection.addTransceiver(source.createTrack(), { direction: "sendonly" });
  const channel = connection.createDataChannel("practice");
  const began = Date.now();
  const told = { connected_ms: null, feedback: 0, first_ms: null, last: null, summary: null };
  channel.onopen = () => {
    told.connected_ms = Date.now() - began;
    channel.send(JSON.stringify({ type: "hello", version: 1, source: "video" }));
  };
  const over = new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "feedback") {
        told.feedback += 1;
        told.first_ms ??= Date.now();
        told.last = { pose: message.pose?.id ?? null, score: message.score, seq: message.seq, at: Date.now() };
      }
      if (message.type === "summary") resolve(message);
    };
  });
  await connection.setLocalDescription(await connection.createOffer());
  const answer = await fetch(`${origin}/whip`, {
    method: "POST",
    headers: { "Content-Type": "application/sdp" },
    body: connection.localDescription.sdp,
  });
  if (answer.status !== 201) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
  await connection.setRemoteDescription({ type: "answer", sdp: await answer.text() });
  let n = 0;
  const timer = setInterval(() => {
    const at = (n++ % Math.floor(film.length / size)) * size;
    source.onFrame({ width: +width, height: +height, data: new Uint8ClampedArray(film.subarray(at, at + size)) });
  }, 1000 / 30);
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  const ending = Date.now();
  await fetch(origin + answer.headers.get("location"), { method: "DELETE" });
  told.summary = await over;
  told.summary_ms = Date.now() - ending;
  told.fps = ((told.feedback - 1) * 1000) / (told.last.at - told.first_ms);
  clearInterval(timer);
  console.log(JSON.stringify(told));
  process.exit(0);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
