using System.Collections.Immutable;

namespace Phoenix.Node.Screens;

/// <summary>How a piece of text is meant; a terminal shows it by colour, plain text by its words alone.</summary>
internal enum Tone
{
    Plain = 1,
    Good,
    Warning,
    Bad,
}

/// <summary>A piece of text, safe for a terminal whoever wrote it.</summary>
internal sealed record Piece
{
    public Piece(string text, Tone tone = Tone.Plain) => (Text, Tone) = (SafeText.Of(text), tone);

    public string Text { get; }

    public Tone Tone { get; }

    public static implicit operator Piece(string text) => new(text);
}

/// <summary>Rows of pieces below their columns; every row has as many pieces as there are columns.</summary>
internal sealed record Listing(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<Piece>> Rows);

/// <summary>What a screen says, whatever shows it: lines, then tables, then lines.</summary>
internal sealed record ScreenView(
    ImmutableArray<Piece> Head, ImmutableArray<Listing> Listings, ImmutableArray<Piece> Foot);
