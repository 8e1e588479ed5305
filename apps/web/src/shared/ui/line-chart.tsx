import { useElementSize } from "@mantine/hooks";
import { useState, type PointerEvent } from "react";
import { formatDay } from "../format/times.ts";
import styles from "./line-chart.module.css";

export interface Point {
  readonly day: string;
  readonly value: string;
}

interface Props {
  /** What it shows, in a sentence for those who can't see it. */
  readonly label: string;
  readonly points: readonly Point[];
  readonly format: (value: string) => string;
  readonly height: number;
  /** A quantity stays until the next change; a value may be read between days. */
  readonly stepped?: boolean;
  /** A dashed line to compare with, named at its end. */
  readonly limit?: { readonly value: string; readonly label: string } | null;
  /** Quantities are drawn from zero; a value's movement would vanish there. */
  readonly fromZero?: boolean;
  readonly filled?: boolean;
}

const TOP = 10;
const BOTTOM = 20;

/** One line over days, labelled at its ends; the day under the pointer is read out above it. */
export function LineChart({
  label,
  points,
  format,
  height,
  stepped = false,
  limit = null,
  fromZero = true,
  filled = false,
}: Props) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [hovered, setHovered] = useState<number | null>(null);
  const numbers = points.map((point) => Number(point.value));
  const reference = limit ? [Number(limit.value)] : [];
  const high = Math.max(...numbers, ...reference);
  const least = Math.min(...numbers, ...reference);
  const low = fromZero ? Math.min(0, least) : least - (high - least || Math.abs(high) || 1) * 0.25;
  const span = high - low || 1;
  const x = (index: number) => (points.length < 2 ? 0 : 3 + (index / (points.length - 1)) * (width - 6));
  const y = (value: number) => TOP + (1 - (value - low) / span) * (height - TOP - BOTTOM);
  const line = numbers
    .map((value, index) =>
      index === 0 ? `M${x(0)},${y(value)}` : stepped ? `H${x(index)}V${y(value)}` : `L${x(index)},${y(value)}`,
    )
    .join("");
  const last = points.length - 1;
  const shown = hovered ?? last;
  const point = points[shown];
  const value = numbers[shown];
  const limitY = limit ? y(Number(limit.value)) : 0;
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const across = (event.clientX - event.currentTarget.getBoundingClientRect().left) / Math.max(1, width);
    setHovered(Math.max(0, Math.min(last, Math.round(across * last))));
  };
  return (
    <div ref={ref} className={styles.chart} style={{ height }}>
      {width > 0 && point && value !== undefined ? (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={label}
          onPointerMove={follow}
          onPointerLeave={() => setHovered(null)}
        >
          <line className={styles.base} x1={0} x2={width} y1={height - BOTTOM + 0.5} y2={height - BOTTOM + 0.5} />
          {filled ? <path className={styles.area} d={`${line}V${height - BOTTOM}H${x(0)}Z`} /> : null}
          {limit ? <line className={styles.limit} x1={0} x2={width} y1={limitY} y2={limitY} /> : null}
          <path className={styles.line} d={line} />
          {hovered === null ? null : (
            <line className={styles.hair} x1={x(shown)} x2={x(shown)} y1={TOP} y2={height - BOTTOM} />
          )}
          <circle className={styles.dot} cx={x(shown)} cy={y(value)} r={3.5} />
          {limit ? (
            <text className={styles.limitText} x={width} y={limitY < 22 ? limitY + 13 : limitY - 4} textAnchor="end">
              {limit.label}
            </text>
          ) : null}
          <text className={styles.axis} x={0} y={height - 5}>
            {points[0] ? formatDay(points[0].day) : ""}
          </text>
          <text className={styles.axis} x={width} y={height - 5} textAnchor="end">
            today
          </text>
        </svg>
      ) : null}
      {hovered !== null && point ? (
        <div
          className={`${styles.tip} num`}
          style={x(shown) > width / 2 ? { right: width - x(shown) + 8 } : { left: x(shown) + 8 }}
        >
          <span className="strong">{format(point.value)}</span> <span className="dim">{formatDay(point.day)}</span>
        </div>
      ) : null}
    </div>
  );
}
