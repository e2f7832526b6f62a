"""Moving about in a picture by the arrow keys: along its lines up and down, and sideways to what stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rehearse.tui.map.view import Picture

Direction = Literal["up", "down", "left", "right"]


def moved(picture: Picture, node: int, direction: Direction) -> int:
    """The node that one comes to from *node*; the same where there is none."""
    return _along(picture, node, direction) if direction in {"up", "down"} else _beside(picture, node, direction)


def _along(picture: Picture, node: int, direction: str) -> int:
    """Down or up a line: the heaviest first, then the one to the nearest layer, then to the nearest column."""
    boxes, here = picture.layout.boxes, picture.layout.boxes[node]
    down = direction == "down"
    found: list[tuple[int, int, int, int]] = []
    for (start, end), pen in picture.pens.items():
        other = end if down else start
        if node != (start if down else end) or other == node:
            continue
        box = boxes[other]
        if (box.y > here.y) == down and box.y != here.y:
            found.append((-pen.weight, abs(box.layer - here.layer), abs(box.middle - here.middle), other))
    return min(found)[-1] if found else _nearest_layer(picture, node, 1 if down else -1)


def _nearest_layer(picture: Picture, node: int, step: int) -> int:
    """Where no line leads on: the node of the next layer that stands nearest."""
    boxes, rows = picture.layout.boxes, picture.layout.rows
    layer = boxes[node].layer + step
    if not 0 <= layer < len(rows):
        return node
    return min(rows[layer], key=lambda other: (abs(boxes[other].middle - boxes[node].middle), other))


def _beside(picture: Picture, node: int, direction: str) -> int:
    """The neighbour in the layer; at its end, the nearest node of another layer that stands further that way."""
    boxes = picture.layout.boxes
    row = picture.layout.rows[boxes[node].layer]
    place = row.index(node) + (1 if direction == "right" else -1)
    if 0 <= place < len(row):
        return row[place]
    here = boxes[node]
    beyond = [
        (abs(box.layer - here.layer), abs(box.middle - here.middle), other)
        for other, box in enumerate(boxes)
        if (box.middle > here.middle if direction == "right" else box.middle < here.middle)
    ]
    return min(beyond)[-1] if beyond else node
