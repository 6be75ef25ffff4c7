// What one practises: freely, one pose, a flow, or a class made from minutes, level and focus.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { CLASS_MINUTES, classOf, FOCUSES, type Focus, flows, type ToldStep } from "../../flows";
import { library } from "../../library";
import { type Aim, FREE } from "../../practice/aim";
import type { Practice } from "../../practice/practice";
import { preferences } from "../../storage";
import { words } from "../../words";
import { useLoaded } from "../load";
import { Choice, entries } from "./choices";

interface AimProps {
  practice: Practice;
}

interface AimChoiceProps extends AimProps {
  /** What the address asks for, where it names no more than the kind. */
  asked?: Aim["kind"] | undefined;
}

export function AimChoice({ practice, asked }: AimChoiceProps) {
  const kind = useSignal<Aim["kind"]>(
    asked && practice.lead.aim.value.kind === "free" ? asked : practice.lead.aim.value.kind,
  );
  const choose = (value: Aim["kind"]) => {
    kind.value = value;
    if (value === "free") practice.lead.aimAt(FREE);
  };
  return (
    <>
      <Choice name={words.ask.what} value={kind.value} options={entries(words.ask.kinds)} choose={choose} />
      {kind.value === "pose" && <PoseChoice practice={practice} />}
      {kind.value === "flow" && <FlowChoice practice={practice} />}
      {kind.value === "class" && <ClassChoice practice={practice} />}
    </>
  );
}

interface OneOfProps extends AimProps {
  name: string;
  kind: "pose" | "flow";
  known: readonly { id: string; name: string; label: string }[];
}

/** One of a list; the first where none is chosen yet. */
function OneOf({ practice, name, kind, known }: OneOfProps) {
  const aim = practice.lead.aim.value;
  const id = aim.kind === kind ? aim.id : (known[0]?.id ?? "");
  const choose = (wanted: string) => {
    const found = known.find((one) => one.id === wanted);
    if (found) practice.lead.aimAt({ kind, id: found.id, name: found.name });
  };
  useEffect(() => {
    if (aim.kind !== kind) choose(id);
  }, [known.length]);
  return (
    <Choice
      name={name}
      value={id}
      options={known.map((one) => [one.id, one.label] as const)}
      choose={choose}
    />
  );
}

function PoseChoice({ practice }: AimProps) {
  const loaded = useLoaded("poses", library).value;
  if (loaded.state !== "ready") return <Missing failed={loaded.state === "failed"} />;
  const known = Object.entries(loaded.value).map(([id, { name }]) => ({ id, name, label: name }));
  const byName = known.sort((a, b) => a.label.localeCompare(b.label));
  return <OneOf practice={practice} name={words.ask.pose} kind="pose" known={byName} />;
}

function FlowChoice({ practice }: AimProps) {
  const loaded = useLoaded("flows", flows).value;
  if (loaded.state !== "ready") return <Missing failed={loaded.state === "failed"} />;
  const known = Object.entries(loaded.value).map(([id, { name, minutes }]) => ({
    id,
    name,
    label: withLength(name, minutes),
  }));
  return <OneOf practice={practice} name={words.ask.flow} kind="flow" known={known} />;
}

/** Some names of flows have their length in them. */
const withLength = (name: string, minutes: number) =>
  /\d/.test(name) ? name : words.ask.flowLength(name, minutes);

/** Made anew with each choice; what was made is practised as it is. */
function ClassChoice({ practice }: AimProps) {
  const minutes = useSignal<number>(15);
  const focus = useSignal<Focus>("all_round");
  const { level } = preferences.value;
  const seed = useSignal(0);
  const wish = { minutes: minutes.value, level, focus: focus.value, seed: seed.value };
  const loaded = useLoaded(JSON.stringify(wish), () => classOf(wish)).value;
  useEffect(() => {
    if (loaded.state !== "ready") return;
    practice.lead.aimAt({ kind: "class", name: words.flow.class(minutes.value), steps: loaded.value.steps });
  }, [loaded]);
  return (
    <>
      <Choice
        name={words.ask.minutes}
        value={String(minutes.value)}
        options={CLASS_MINUTES.map((n) => [String(n), words.units.minutes(n)] as const)}
        choose={(value) => {
          minutes.value = Number(value);
        }}
      />
      <Choice<Focus>
        name={words.ask.focus}
        value={focus.value}
        options={FOCUSES.map((id) => [id, words.ask.focuses[id]] as const)}
        choose={(value) => {
          focus.value = value;
        }}
      />
      <Missing failed={loaded.state === "failed"} />
      {loaded.state === "ready" && (
        <Contents
          steps={loaded.value.steps}
          another={() => {
            seed.value += 1;
          }}
        />
      )}
    </>
  );
}

interface ContentsProps {
  steps: readonly ToldStep[];
  another(): void;
}

/** What is in the class, each pose once, in its order. */
function Contents({ steps, another }: ContentsProps) {
  const names = [...new Set(steps.map(({ name }) => name))];
  return (
    <p class="small muted contents" data-testid="class">
      {names.join(" · ")}{" "}
      <button type="button" class="link" onClick={another}>
        {words.ask.another}
      </button>
    </p>
  );
}

function Missing({ failed }: { failed: boolean }) {
  return failed ? <p class="note">{words.ask.noFlows}</p> : null;
}
