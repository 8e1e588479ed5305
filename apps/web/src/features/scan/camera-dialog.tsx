import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { IconCameraOff } from "@tabler/icons-react";
import { prepareReader, readBarcode } from "./read-barcode.ts";
import styles from "./scan.module.css";

const EVERY_MS = 180;
/** The same label held before the camera is one scan. */
const SAME_MS = 2_500;
const WIDTH = 960;

/** Reads codes with the camera until it is closed; one after the other. */
export default function CameraDialog({ onScan, onClose }: { onScan: (text: string) => void; onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const newest = useRef(onScan);
  const [problem, setProblem] = useState<string | null>(null);
  const [read, setRead] = useState<string | null>(null);
  useEffect(() => {
    newest.current = onScan;
  });
  useEffect(() => {
    let stream: MediaStream | null = null;
    let stopped = false;
    const seen = { text: "", at: 0 };
    prepareReader({ url: wasmUrl });
    const look = async () => {
      const picture = pictureOf(video.current);
      const text = picture ? await readBarcode(picture) : null;
      const now = Date.now();
      if (text === null || (text === seen.text && now - seen.at < SAME_MS)) return;
      Object.assign(seen, { text, at: now });
      setRead(text);
      newest.current(text);
    };
    const run = async () => {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1280 } },
      });
      if (stopped || !video.current) return stopAll(stream);
      video.current.srcObject = stream;
      await video.current.play();
      while (!stopped) {
        await look();
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
    };
    run().catch((error: unknown) => {
      if (!stopped) setProblem(wordsOf(error));
    });
    return () => {
      stopped = true;
      stopAll(stream);
    };
  }, []);
  return (
    <Dialog title="Scan with the camera" size={560} onClose={onClose}>
      {problem ? (
        <Notice icon={<IconCameraOff size={28} stroke={1.5} />} title="The camera can't be used">
          {problem}
        </Notice>
      ) : (
        <>
          <video ref={video} className={styles.video} muted playsInline aria-label="What the camera sees" />
          <p role="status">{read === null ? "Hold the code before the camera." : `Read ${read}`}</p>
        </>
      )}
      <div className={styles.buttons} style={{ justifyContent: "flex-end", marginTop: 12 }}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

function stopAll(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

function pictureOf(video: HTMLVideoElement | null): ImageData | null {
  if (!video || video.videoWidth === 0) return null;
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(WIDTH, video.videoWidth);
  canvas.height = Math.round((video.videoHeight * canvas.width) / video.videoWidth);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Why there is no picture, and what to do. */
function wordsOf(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (!("mediaDevices" in navigator))
    return "Browsers give the camera to secure addresses only. Open Invista over https, or type the code.";
  if (name === "NotAllowedError")
    return "The camera was denied. Allow it in the browser's settings for this page and open it again, or type the code.";
  if (name === "NotFoundError" || name === "OverconstrainedError")
    return "This device has no camera. Type the code, or use a scanner.";
  if (name === "NotReadableError") return "Another program uses the camera. Close it there and open it again here.";
  return "It did not start. Type the code, or use a scanner.";
}
