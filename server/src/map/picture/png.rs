//! A picture as PNG, for those who show no SVG: previews of links. Knows nothing about what it shows.
//!
//! A server need not have fonts, so the letters come along: Noto Sans with the letters of our four languages.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

const FONTS: [&[u8]; 3] = [
    include_bytes!("../../../fonts/noto-sans-latin.ttf"),
    include_bytes!("../../../fonts/noto-sans-latin-ext.ttf"),
    include_bytes!("../../../fonts/noto-sans-cyrillic.ttf"),
];

/// The picture with so many pixels for each point; `None` when it is no SVG.
pub fn png(svg: &str, pixels: f32) -> Option<Vec<u8>> {
    static FACES: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut faces = Database::new();
        FONTS.iter().for_each(|font| faces.load_font_data(font.to_vec()));
        let family = faces.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
        faces.set_sans_serif_family(family.unwrap_or_default());
        Arc::new(faces)
    });
    let options = Options { fontdb: Arc::clone(&FACES), ..Options::default() };
    let tree = Tree::from_str(svg, &options).ok()?;
    let size = tree.size().to_int_size().scale_by(pixels)?;
    let mut pixmap = Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, Transform::from_scale(pixels, pixels), &mut pixmap.as_mut());
    pixmap.encode_png().ok()
}
