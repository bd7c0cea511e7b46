namespace Phoenix.Conventions.Sources;

/// <summary>The files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", ".git", "TestResults", "artifacts", "node_modules"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Sources { get; } = Load("src");

    public static IReadOnlyList<SourceFile> SourcesAndTests { get; } = [.. Sources, .. Load("tests")];

    /// <summary>Paths relative to the root, with forward slashes, in ordinal order.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(file => !file.Split('/').Intersect(Generated).Any())
                .Order(StringComparer.Ordinal)
            : [];
    }

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static List<SourceFile> Load(string folder) =>
        [.. Files(folder, "*.cs").Select(path => new SourceFile(path, Read(path)))];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Phoenix.Actors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Phoenix.Actors.sln above {AppContext.BaseDirectory}.");
    }
}
