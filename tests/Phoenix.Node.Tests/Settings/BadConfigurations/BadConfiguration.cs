using System.Collections.Immutable;

namespace Phoenix.Node.Tests.Settings.BadConfigurations;

/// <summary>
/// Files that a user might write, and every line he is then told. Each stands in a <c>.case</c> file of this folder:
/// a line that says what is wrong, then parts that begin with <c>== name</c>: the files, <c>my.conf</c> first, and
/// <c>== expected</c>.
/// </summary>
internal sealed record BadConfiguration(
    ImmutableArray<(string Name, string Text)> Files, ImmutableArray<string> Expected)
{
    private const string Mark = "== ";
    private const string ExpectedPart = "expected";

    private static readonly string Folder =
        Path.Combine(AppContext.BaseDirectory, "Settings", "BadConfigurations");

    /// <summary>The names of all cases, in ordinal order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder, "*.case").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(
            StringComparer.Ordinal),
    ];

    public static BadConfiguration Read(string name)
    {
        var parts = new List<(string Name, List<string> Lines)>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, $"{name}.case")).Skip(1))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                parts.Add((line[Mark.Length..], []));
            }
            else
            {
                parts[^1].Lines.Add(line);
            }
        }

        return new BadConfiguration(
            [
                .. parts.Where(part => part.Name != ExpectedPart)
                    .Select(part => (part.Name, string.Join('\n', part.Lines) + "\n")),
            ],
            [.. parts.Single(part => part.Name == ExpectedPart).Lines]);
    }

    /// <summary>Writes the files into a folder.</summary>
    /// <returns>The one that is given to the program.</returns>
    public string WriteTo(string folder)
    {
        foreach (var (name, text) in Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        return Path.Combine(folder, Files[0].Name);
    }
}
