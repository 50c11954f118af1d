//! Columns.

use unicode_width::UnicodeWidthStr as _;

use crate::display::escaped;

/// Returns `rows` in columns two spaces apart, with nothing in them that acts on a terminal.
pub(crate) fn text(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| escaped(cell)).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells: Vec<String> = row
        .iter()
        .zip(widths)
        .map(|(cell, width)| cell.clone() + &" ".repeat(width - cell.width()))
        .collect();
    cells.join("  ").trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_whatever_the_script() {
        let rows =
            [vec!["a".to_owned(), "x".to_owned()], vec!["日本".to_owned(), "\u{1b}y".to_owned()]];

        assert_eq!(text(&rows), "a     x\n日本  \\u{1b}y\n");
    }
}
