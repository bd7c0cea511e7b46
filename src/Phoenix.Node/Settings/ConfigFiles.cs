using System.Reflection;
using System.Text;

namespace Phoenix.Node.Settings;

/// <summary>Reads settings files, those that are part of the program included.</summary>
internal static class ConfigFiles
{
    /// <summary>The folder the built-in files come from, under which they can be included too.</summary>
    private const string Folder = "hocon";

    /// <summary>What a file may hold, far more than anybody writes: a wrong path may lead to anything.</summary>
    private const int MostBytes = 1 << 20;

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] BuiltIn =
    [
        SettingsReader.ReferenceName,
        SettingsReader.SimulationName,
        SettingsReader.TestnetName,
        SettingsReader.LiveName,
    ];

    /// <summary>The file a user names, or the built-in one of that name where none stands there.</summary>
    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    public static ConfigText Open(string path) => Open("", path);

    /// <summary>A file; what it includes is relative to its own folder.</summary>
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

        return new ConfigText(path, ReadText(path))
        {
            Identity = Path.GetFullPath(path),
            Open = included => Open(Path.GetDirectoryName(path) ?? "", included),
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

    /// <summary>A pipe has no length, so as much is read as is allowed, and one byte more.</summary>
    private static string ReadText(string path)
    {
        var bytes = new byte[MostBytes + 1];
        using var file = File.OpenRead(path);
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count > MostBytes)
        {
            throw new IOException($"holds more than {SizeText.Format(MostBytes)}, so it is no settings file");
        }

        try
        {
            var text = Strict.GetString(bytes, 0, count);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException strange)
        {
            var line = 1 + bytes.AsSpan(0, strange.Index).Count((byte)'\n');
            throw new IOException($"line {line} holds what is not UTF-8", strange);
        }
    }

    /// <summary>A file of the user's goes before a built-in one of the same name.</summary>
    private static ConfigText Open(string folder, string named)
    {
        var path = Path.Combine(folder, named);
        return !Path.Exists(path) && BuiltInName(named) is { } builtIn ? Embedded(builtIn) : Read(path);
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
