using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Phoenix.Node.Settings;

/// <summary>
/// Parses one text of HOCON and what it includes, and blames each mistake on the text and line that holds it.
/// </summary>
internal sealed partial class ConfigParser
{
    /// <summary>A file that is included deeper than this is not read.</summary>
    public const int MostIncludes = 16;

    private readonly ConfigText _source;
    private readonly ImmutableList<ConfigText> _chain;
    private readonly Dictionary<string, (HoconRoot Root, HoconLines Lines, ConfigParser Parser)> _included =
        new(StringComparer.Ordinal);

    /// <param name="chain">The texts that are being read, this one last.</param>
    private ConfigParser(ImmutableList<ConfigText> chain) => (_source, _chain) = (chain[^1], chain);

    /// <exception cref="BadInputException">A text is not HOCON, or one it includes cannot be read.</exception>
    public static (HoconValue Root, HoconLines Lines) Parse(ConfigText source)
    {
        var parser = new ConfigParser([source]);
        var root = parser.Guard(include => ConfigurationFactory.ParseString(source.Text, include).Root);
        return (root, parser.Lines());
    }

    private T Guard<T>(Func<Func<string, HoconRoot>, T> parse)
    {
        try
        {
            return parse(file => Include(file).Root);
        }
        catch (BadInputException)
        {
            throw;
        }
        catch (Exception failure)
        {
            throw NotHocon(failure.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    private HoconLines Lines() => HoconLines.Of(_source, file => _included.GetValueOrDefault(file).Lines);

    private (HoconRoot Root, HoconLines Lines, ConfigParser Parser) Include(string file)
    {
        if (!_included.TryGetValue(file, out var known))
        {
            var source = Open(file);
            var inner = new ConfigParser(_chain.Add(source));
            var root = inner.Guard(include => Parser.Parse(source.Text, include));
            _included[file] = known = (root, inner.Lines(), inner);
        }

        return known;
    }

    private ConfigText Open(string file)
    {
        ConfigText source;
        try
        {
            source = _source.Open(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refuse(
                file,
                failure.Message.ReplaceLineEndings(" ").TrimEnd('.'),
                "correct the path, which is relative to the file it stands in");
        }

        if (_chain.FindIndex(outer => outer.Identity == source.Identity) is var start and >= 0)
        {
            var names = _chain.Skip(start).Append(source).Select(text => text.Name);
            throw Refuse(file, $"a file cannot include itself ({string.Join(" -> ", names)})", "remove one include");
        }

        return _chain.Count <= MostIncludes
            ? source
            : throw Refuse(file, $"included through more than {MostIncludes} files", "include it more directly");
    }

    private BadInputException Refuse(string file, string expected, string remedy)
    {
        var place = new ConfigPlace(_source, HoconLines.LineOfInclude(_source.Text, file));
        return new BadInputException(new SettingsProblem(place.ToString(), $"include \"{file}\"", expected, remedy));
    }

    private BadInputException NotHocon(string reason)
    {
        var found = LineAtEnd().Match(reason);
        var line = found.Success && int.TryParse(found.Groups["line"].Value, out var number) ? number : 0;
        var what = found.Success ? reason[..found.Index] : reason;
        var source = found.Groups["file"] is { Success: true } file ? TextIncludedAs(file.Value) : _source;
        var (expected, remedy) = ExpectedInstead(what);
        return new BadInputException(new SettingsProblem(
            new ConfigPlace(source ?? _source, line).ToString(), Shown.Text(what), expected, remedy));
    }

    /// <summary>A substitution that leads nowhere is well-formed, so looking for a brace would not help.</summary>
    private static (string Expected, string Remedy) ExpectedInstead(string what) => what switch
    {
        ['$', '{', ..] when what.EndsWith("is not defined", StringComparison.Ordinal)
            => ("expected a key of this file, of one it includes, or a variable of the environment",
                "define it, write ${?…} if it may be missing, or write the value: defaults cannot be referred to"),
        ['$', '{', ..]
            => ("expected a key that does not depend on itself", "write the value in one of these places"),
        _
            => ("this is not HOCON",
                "correct it there, or look above it for a brace, bracket or quote that is not closed"),
    };

    /// <summary>What an included text lacks is noticed only when all texts are read.</summary>
    private ConfigText? TextIncludedAs(string file) => _included.TryGetValue(file, out var known)
        ? known.Parser._source
        : _included.Values.Select(inner => inner.Parser.TextIncludedAs(file)).FirstOrDefault(text => text is not null);

    [GeneratedRegex(
        @" at line (?<line>\d{1,9}), column \d{1,9}( of ""(?<file>.*)"")?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LineAtEnd();
}
