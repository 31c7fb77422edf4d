import { memo } from 'react'
import { sameLook, type PlaceProps } from './same-look.ts'
import { stateDress } from '../ui/StateWord.tsx'
import { DeskFurniture, DeskMark, round, StateMark } from './DeskShape.tsx'

/** One workspace: a button on the plan. Drawn again only when what it shows has changed. */
export const Place = memo(function Place(props: PlaceProps) {
  const { workspace, label, selected, tabbable, dimmed, heat, dress } = props
  const kind = workspace.kind === 'desk' ? 'desk' : 'space'
  const look = dress === 'heat' && heat !== null ? `h${heat.step ?? 'x'}` : stateDress[workspace.state]
  return (
    <g
      className={`${kind} ${look}${selected ? ' sel' : ''}${dimmed ? ' dimmed' : ''}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- SVG has no <button>
      role="button"
      tabIndex={tabbable ? 0 : -1} aria-label={label} aria-pressed={selected} data-workspace={workspace.id}
    >
      {workspace.kind === 'room' ? <Room {...props} /> : (
        <>
          <DeskFurniture workspace={workspace} />
          {dress === 'live' && <DeskMark workspace={workspace} />}
          {dress === 'edit' && <DeskMark workspace={workspace} glyph={false} />}
          {dress === 'heat' && heat !== null && (
            <text className="num" x={round(workspace.x)} y={round(workspace.y + 1.7)}>{heat.text}</text>
          )}
        </>
      )}
    </g>
  )
}, sameLook)

function Room({ workspace, roomLong, roomShort, dress }: PlaceProps) {
  const { x, y, width, depth, turn, name, state } = workspace
  const onItsSide = Math.abs(Math.sin((turn * Math.PI) / 180)) > 0.7
  const [w, h] = onItsSide ? [depth, width] : [width, depth]
  const tight = w < 32 || h < 26
  const left = x - w / 2 + (tight ? 2.4 : 5)
  const base = y - h / 2 + (tight ? 6.6 : 9.4)
  const room = w - (tight ? 4 : 8)
  // About half the size a letter: rooms get the longest line that fits, never one that runs through the wall.
  const line = [roomLong, roomShort].find((text) => text.length * 2.2 <= room)
  const nameSize = Math.min(5.8, Math.max(4.2, ((room - 6.6) / Math.max(1, name.length)) * 1.75))
  return (
    <>
      <rect className="hit" x={-width / 2} y={-depth / 2} width={width} height={depth} transform={`translate(${x} ${y}) rotate(${turn})`} />
      {dress === 'live' && <StateMark state={state} x={left} y={base - 4.4} size={5} />}
      <text className="room-name" x={round(left + (dress === 'live' ? 6.6 : 0))} y={round(base)} style={{ fontSize: `${round(nameSize)}px` }}>
        {/* the space parts the name from the line below for who compares what is seen with what is heard */}
        {`${name} `}
      </text>
      {dress === 'live' && line !== undefined && <text className="room-sub" style={tight ? { fontSize: '4.4px' } : undefined} x={round(left)} y={round(base + 6.2)}>{line}</text>}
    </>
  )
}
