using System.Text;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Secrets;

/// <summary>
/// A small file that only its owner may use. Who can read one nobody else may read is its owner, so the owner is not
/// asked for; the superuser reads everybody's.
/// </summary>
internal static class PrivateFile
{
    /// <summary>More is no secret that this program uses.</summary>
    private const int MostBytes = 4096;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <param name="key">The setting that names the file, for messages.</param>
    /// <param name="path">The file; of a link it is what the link leads to that counts.</param>
    /// <param name="remedy">What to do when it cannot be read.</param>
    /// <returns>Its text, a letter for each byte: what is not ASCII must not look as if it were.</returns>
    /// <exception cref="BadInputException">It cannot be read, or others may use it; nothing of it is told.</exception>
    public static string Read(string key, string path, string remedy)
    {
        try
        {
            CheckKind(key, path, remedy);
            using var file = File.OpenRead(path);
            if (ModeOf(file) is { } mode && (mode & Others) != 0)
            {
                throw Refuse(
                    key, path, $"others may use this file (mode {Octal(mode)}, expected 0600)", $"chmod 600 {path}");
            }

            var bytes = new byte[MostBytes];
            return Encoding.Latin1.GetString(bytes, 0, file.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refuse(key, path, failure.Message.ReplaceLineEndings(" ").TrimEnd('.'), remedy);
        }
    }

    /// <summary>As <c>chmod</c> takes it; empty where files have other rights.</summary>
    public static string ModeText(string path) =>
        OperatingSystem.IsWindows() ? "" : $", mode {Octal(File.GetUnixFileMode(path))}";

    /// <summary>
    /// Asked before it is opened: to open a pipe could take for ever, and neither it nor a device has a length.
    /// </summary>
    private static void CheckKind(string key, string path, string remedy)
    {
        if (Directory.Exists(path))
        {
            throw Refuse(key, path, "is a directory", remedy);
        }

        var file = new FileInfo(path);
        if (file.Exists)
        {
            file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        }

        if (!file.Exists)
        {
            throw Refuse(key, path, "no such file", remedy);
        }

        if (file.Length is 0 or > MostBytes)
        {
            var range = $"1B to {SizeText.Format(MostBytes)}";
            throw Refuse(key, path, $"expected a regular file of {range}, not of {file.Length}B", remedy);
        }
    }

    private static UnixFileMode? ModeOf(FileStream file) =>
        OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(file.SafeFileHandle);

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');

    private static BadInputException Refuse(string key, string path, string what, string remedy) =>
        new(new SettingsProblem(key, path, what, remedy));
}
