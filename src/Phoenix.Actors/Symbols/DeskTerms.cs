using System.Text.Json;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Symbols;

/// <summary>
/// To a desk: the settings that hold from now on. Written out, for a recording refers to settings by their name, which
/// would be those of the start.
/// </summary>
/// <param name="Text">The settings of the symbol, as a recording writes them.</param>
internal sealed record DeskTerms(string Text)
{
    public static DeskTerms Of(SymbolSettings settings) =>
        new(GraphWriter.ToText(settings, typeof(SymbolSettings), settingsByName: false));

    /// <exception cref="FormatException">They were written by a build with other settings.</exception>
    public SymbolSettings Read()
    {
        using var text = JsonDocument.Parse(Text);
        var reader = new GraphReader([typeof(SymbolSettings).Assembly]);
        return (SymbolSettings)reader.Read(text.RootElement, typeof(SymbolSettings))!;
    }
}
