// A WHIP client made of libwebrtc (npm @roamhq/wrtc): sends raw I420 frames, prints what came of it.
// node client.cjs ORIGIN FRAMES.i420 WIDTH HEIGHT SECONDS, with the access token in YOGA_TOKEN if there is one;
// with RELAY=1 only by way of the TURN servers that the server names.
const fs = require("node:fs");
const { RTCPeerConnection, nonstandard } = require("@roamhq/wrtc");

const FPS = 30;
const token = process.env.YOGA_TOKEN;
const authorization = token ? { Authorization: `Bearer ${token}` } : {};

function play(file, width, height) {
  const size = (width * height * 3) / 2;
  const film = fs.readFileSync(file);
  const source = new nonstandard.RTCVideoSource();
  let n = 0;
  setInterval(() => {
    const at = (n++ % Math.floor(film.length / size)) * size;
    source.onFrame({ width, height, data: new Uint8ClampedArray(film.subarray(at, at + size)) });
  }, 1000 / FPS);
  return source.createTrack();
}

/** How to reach the server: directly, or through its TURN servers alone. */
async function configuration(origin) {
  if (!process.env.RELAY) return {};
  const told = await fetch(`${origin}/whip`, { method: "OPTIONS", headers: authorization });
  const links = [...told.headers.get("link").matchAll(/<(turn[^>]+)>; .*?username="([^"]*)"; credential="([^"]*)"/g)];
  const iceServers = links.map(([, urls, username, credential]) => ({ urls, username, credential }));
  return { iceServers, iceTransportPolicy: "relay" };
}

/** Types of our own end of the pair in use, such as "relay". */
async function wayIn(connection) {
  const stats = [...(await connection.getStats()).values()];
  const pairs = stats.filter(({ type, nominated }) => type === "candidate-pair" && nominated);
  return pairs.map(({ localCandidateId }) => stats.find(({ id }) => id === localCandidateId)?.candidateType);
}

function gathered(connection) {
  if (connection.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    connection.onicegatheringstatechange = () => connection.iceGatheringState === "complete" && resolve();
  });
}

async function dial(origin, connection) {
  await connection.setLocalDescription(await connection.createOffer());
  if (process.env.RELAY) await gathered(connection);
  const answer = await fetch(`${origin}/whip`, {
    method: "POST",
    headers: { "Content-Type": "application/sdp", ...authorization },
    body: connection.localDescription.sdp,
  });
  if (answer.status !== 201) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
  await connection.setRemoteDescription({ type: "answer", sdp: await answer.text() });
  return origin + answer.headers.get("location");
}

async function main([origin, file, width, height, seconds]) {
  const connection = new RTCPeerConnection(await configuration(origin));
  connection.addTransceiver(play(file, +width, +height), { direction: "sendonly" });
  const channel = connection.createDataChannel("practice");
  const began = Date.now();
  const told = { connected_ms: null, feedback: 0, first: null, last: null, pose: null, summary: null };
  channel.onopen = () => {
    told.connected_ms = Date.now() - began;
    channel.send(JSON.stringify({ type: "hello", version: 1, source: "video", token }));
  };
  const over = new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "event" && message.event === "saved") console.log("saved");
      if (message.type === "summary") resolve(message);
      if (message.type !== "feedback") return;
      told.feedback += 1;
      told.first ??= Date.now();
      told.last = Date.now();
      told.pose = message.pose?.id ?? null;
    };
  });
  const resource = await dial(origin, connection);
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  told.way = await wayIn(connection);
  const ending = Date.now();
  await fetch(resource, { method: "DELETE", headers: authorization });
  told.summary = await over;
  told.summary_ms = Date.now() - ending;
  told.fps = ((told.feedback - 1) * 1000) / (told.last - told.first);
  console.log(JSON.stringify(told));
  process.exit(0);
}

// A connection that is never made would wait for ever.
setTimeout(() => process.exit(2), 1000 * process.argv[6] + 15_000);
main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
