//! Which names have room, and where each stands. Knows nothing about colours.

use domain::place::Position;

use super::{
    scene::{Name, NameKind},
    view::{Point, View},
};

/// A name with its place: the middle of its foot line.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub text: String,
    pub at: Point,
    pub size: f64,
    pub kind: NameKind,
}

/// Room that is taken: left, top, right, bottom.
type Room = (f64, f64, f64, f64);

/// The most important names that leave each other and the pins their room.
pub fn placed(view: &View, names: &[Name], pins: &[Position]) -> Vec<Placed> {
    let pin = |position: &Position| {
        let (x, y) = view.place(*position);
        (x - 18.0, y - 18.0, x + 18.0, y + 18.0)
    };
    let mut taken: Vec<Room> = pins.iter().map(pin).collect();
    // Scale and thanks.
    taken.push((0.0, view.height - 38.0, 110.0, view.height));
    taken.push((view.width / 3.0, view.height - 28.0, view.width, view.height));
    let mut placed = Vec::new();
    for name in names.iter().filter(|name| is_wanted(view, name)) {
        let size = size(name.kind);
        let spaced = if name.kind == NameKind::Country { 1.25 } else { 1.08 };
        let (width, height) = (width(&name.text, size) * spaced, size * 1.2);
        let (x, y) = name.at;
        // In the middle; below, above or beside when a pin stands there.
        let beside = width / 2.0 + 22.0;
        let ways = [(0.0, 0.0), (0.0, 28.0), (0.0, -28.0), (beside, 0.0), (-beside, 0.0)];
        let room = ways.into_iter().map(|(dx, dy)| (x + dx, y + dy)).find_map(|(x, y)| {
            let room = (x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0);
            let fits = room.0 >= 4.0 && room.1 >= 4.0 && room.2 <= view.width - 4.0 && room.3 <= view.height - 4.0;
            (fits && !taken.iter().any(|other| meet(*other, room))).then_some(room)
        });
        if let Some(room) = room {
            let foot = f64::midpoint(room.1, room.3) + size * 0.34;
            placed.push(Placed {
                text: name.text.clone(),
                at: (f64::midpoint(room.0, room.2), foot),
                size,
                kind: name.kind,
            });
            taken.push((room.0 - 6.0, room.1 - 6.0, room.2 + 6.0, room.3 + 6.0));
        }
    }
    placed
}

/// Countries are named from afar only, departments and oblasts from near only.
fn is_wanted(view: &View, name: &Name) -> bool {
    match name.kind {
        NameKind::Country => view.zoom < 6.0,
        NameKind::Area => (6.5..8.5).contains(&view.zoom),
        NameKind::Quarter => view.zoom >= 12.0,
        NameKind::Capital | NameKind::Town => name.rank <= view.zoom.ceil() as i64 + 1,
    }
}

fn size(kind: NameKind) -> f64 {
    match kind {
        NameKind::Country | NameKind::Capital => 15.0,
        NameKind::Town => 14.0,
        NameKind::Area | NameKind::Quarter => 12.0,
    }
}

/// About how wide a text is: faces differ, and the reader's is not known here.
pub fn width(text: &str, size: f64) -> f64 {
    let letter = |c: char| match c {
        'i' | 'l' | 'j' | 'І' | 'і' | 'ї' | '\'' | '’' | ' ' | '.' | '-' | '·' => 0.33,
        'm' | 'w' | 'M' | 'W' | 'Щ' | 'Ш' | 'Ю' | 'Ж' | 'М' | 'ш' | 'щ' | 'ю' | 'ж' | 'м' => 0.86,
        c if c.is_uppercase() => 0.68,
        _ => 0.57,
    };
    text.chars().map(letter).sum::<f64>() * size
}

fn meet(a: Room, b: Room) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town(text: &str, at: Point, rank: i64) -> Name {
        Name { text: text.into(), at, rank, people: 0, kind: NameKind::Town }
    }

    fn view() -> View {
        View::around(Position::new(45.0, 5.0).unwrap(), 9.0, (360.0, 240.0))
    }

    #[test]
    fn the_more_important_name_keeps_its_room() {
        let names = [
            town("Lyon", (180.0, 120.0), 3),
            town("Villeurbanne", (185.0, 121.0), 7),
            town("Givors", (90.0, 200.0), 9),
        ];
        let texts: Vec<_> = placed(&view(), &names, &[]).into_iter().map(|name| name.text).collect();
        assert!(texts.contains(&"Lyon".to_owned()) && texts.contains(&"Givors".to_owned()));
    }

    #[test]
    fn a_name_gives_way_to_a_pin_but_stays_near() {
        let here = Position::new(45.0, 5.0).unwrap();
        let found = placed(&view(), &[town("Ліон", view().place(here), 3)], &[here]);
        assert_eq!(found.len(), 1);
        assert!((found[0].at.1 - 120.0).abs() > 18.0 && (found[0].at.1 - 120.0).abs() < 40.0, "{found:?}");
    }

    #[test]
    fn a_name_that_would_be_cut_is_left_out() {
        assert!(placed(&view(), &[town("Châteauneuf", (3.0, 2.0), 3)], &[]).is_empty());
    }
}
