using System.Security.Cryptography;
using System.Text;
using Phoenix.Node.Secrets;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Control;

/// <summary>
/// What proves that a command comes from somebody who may read this node's files. It stands in a file of its own that
/// nobody else can read, and in no log.
/// </summary>
internal sealed class ControlToken
{
    private const string Key = "phoenix.control.token-file";
    private const string Scheme = "Bearer ";
    private const int Bytes = 32;
    private const int LeastLength = 32;
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _text;

    private ControlToken(string text) => _text = text;

    /// <summary>For a client's request.</summary>
    public string Header => Scheme + _text;

    /// <summary>The token of the file, which is made if there is none.</summary>
    /// <exception cref="BadInputException">The file cannot be used.</exception>
    public static ControlToken LoadOrCreate(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, failure.Message.ReplaceLineEndings(" "), "name a file that can be written");
        }

        return Load(path);
    }

    /// <exception cref="BadInputException">The file cannot be used.</exception>
    public static ControlToken Load(string path)
    {
        var text = PrivateFile.Read(Key, path, "name the file of a node that runs").Trim();
        return text.Length >= LeastLength && text.All(char.IsAsciiLetterOrDigit)
            ? new ControlToken(text)
            : throw Refuse(path, $"expected {LeastLength} letters or digits at least", "remove it, a new one is made");
    }

    /// <summary>Whether the header of a request carries it; takes the same time whatever it carries.</summary>
    public bool Matches(string? header) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(Header)), SHA256.HashData(Encoding.UTF8.GetBytes(header ?? "")));

    public override string ToString() => "(secret)";

    private static void Create(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Ours;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
    }

    private static BadInputException Refuse(string path, string what, string remedy) =>
        new(new SettingsProblem(Key, path, what.TrimEnd('.'), remedy));
}
