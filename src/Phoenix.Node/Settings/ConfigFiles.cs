using System.Reflection;

namespace Phoenix.Node.Settings;

/// <summary>Reads settings files, those that are part of the program included.</summary>
internal static class ConfigFiles
{
    /// <summary>The folder the built-in files come from, under which they can be included too.</summary>
    private const string Folder = "hocon";

    private static readonly string[] BuiltIn = [SettingsReader.ReferenceName, SettingsReader.SimulationName];

    /// <summary>The file a user names; what it includes is relative to its own folder.</summary>
    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    public static ConfigText Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("is a directory");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException("no such file");
        }

        return new ConfigText(path, File.ReadAllText(path))
        {
            Identity = Path.GetFullPath(path),
            Open = included => Include(Path.GetDirectoryName(path) ?? "", included),
        };
    }

    /// <summary>A file that is part of the program.</summary>
    public static ConfigText Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return new ConfigText(name, reader.ReadToEnd()) { Identity = $"built-in:{name}", IsBuiltIn = true };
    }

    /// <summary>A file of the user's goes before a built-in one of the same name.</summary>
    private static ConfigText Include(string folder, string included)
    {
        var path = Path.Combine(folder, included);
        var isBuiltIn = !Path.Exists(path) && BuiltInName(included) is not null;
        return isBuiltIn ? Embedded(BuiltInName(included)!) : Read(path);
    }

    /// <summary><c>sim.conf</c> and <c>…/hocon/sim.conf</c> mean the built-in file.</summary>
    private static string? BuiltInName(string included)
    {
        var parts = included.Split('/', '\\');
        return parts.Length == 1 || parts[^2] == Folder
            ? Array.Find(BuiltIn, name => name == parts[^1])
            : null;
    }
}
