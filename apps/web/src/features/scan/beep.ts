import type { Tone } from "./scan-flow.ts";

const PITCH: Record<Tone, readonly number[]> = { good: [1_320], warning: [660, 660], danger: [220, 180, 220] };
let context: AudioContext | undefined;

/** One high note is good, two are a question, three low ones are a refusal. Silent where the browser has no sound. */
export function beep(tone: Tone): void {
  if (!("AudioContext" in window)) return;
  context ??= new AudioContext();
  PITCH[tone].forEach((pitch, index) => {
    if (!context) return;
    const [oscillator, gain] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + index * 0.14;
    oscillator.frequency.value = pitch;
    gain.gain.value = 0.06;
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + 0.1);
  });
}
