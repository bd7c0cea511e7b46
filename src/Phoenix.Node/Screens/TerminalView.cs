using Spectre.Console;
using Spectre.Console.Rendering;

namespace Phoenix.Node.Screens;

/// <summary>Shows a screen on a terminal: tables with lines, tones as colours.</summary>
internal static class TerminalView
{
    public static IRenderable Of(ScreenView view) => new Rows(
        view.Head.Select(Line).Concat(view.Listings.Select(Of)).Concat(view.Foot.Select(Line)));

    public static IRenderable Of(Listing listing)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in listing.Columns)
        {
            var title = new Text(column, new Style(decoration: Decoration.Dim));
            table.AddColumn(new TableColumn(title) { NoWrap = true, Padding = new Padding(0, 0, 1, 0) });
        }

        foreach (var row in listing.Rows)
        {
            table.AddRow(row.Select(Line));
        }

        return table;
    }

    // No markup: brackets in a text are brackets.
    private static Text Line(Piece piece) => new(piece.Text, piece.Tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        _ => Style.Plain,
    });
}
