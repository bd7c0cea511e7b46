namespace Phoenix.Node.Screens;

/// <summary>Shows a screen as plain text: for files, pipes, and terminals that want no more.</summary>
internal static class PlainText
{
    private const string Gap = "  ";

    public static void Write(ScreenView view, TextWriter output)
    {
        foreach (var line in view.Head)
        {
            output.WriteLine(line.Text);
        }

        foreach (var listing in view.Listings)
        {
            output.WriteLine();
            Write(listing, output);
        }

        if (!view.Foot.IsEmpty)
        {
            output.WriteLine();
        }

        foreach (var line in view.Foot)
        {
            output.WriteLine(line.Text);
        }
    }

    public static void Write(Listing listing, TextWriter output)
    {
        var rows = listing.Rows.Select(row => row.Select(piece => piece.Text).ToList()).Prepend([.. listing.Columns])
            .ToList();
        var widths = listing.Columns.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join(Gap, row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }
    }
}
