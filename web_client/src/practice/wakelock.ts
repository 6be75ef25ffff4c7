// Keeps the screen on while somebody practises, where the browser can.

export interface WakeLock {
  hold(on: boolean): void;
  stop(): void;
}

export function createWakeLock(): WakeLock {
  let wanted = false;
  let lock: WakeLockSentinel | null = null;

  async function ask(): Promise<void> {
    if (!wanted || document.hidden || !("wakeLock" in navigator)) return;
    // Refused on a low battery: the practice goes on, the screen may dim.
    lock = await navigator.wakeLock.request("screen").catch(() => null);
  }

  function release(): void {
    lock?.release().catch(() => {});
    lock = null;
  }

  // The browser lets go of the lock with the tab, so it is asked again on return.
  document.addEventListener("visibilitychange", ask);
  return {
    hold(on) {
      if (on === wanted) return;
      wanted = on;
      if (on) ask();
      else release();
    },
    stop() {
      wanted = false;
      release();
      document.removeEventListener("visibilitychange", ask);
    },
  };
}
