using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Control;

/// <summary>
/// Where a running node takes its commands, in a file of the data folder: <c>control-PORT.address</c>, for its owner
/// alone. The node holds the file open, and the operating system lets go of it with the process, however that ends:
/// a file that nobody holds is left over, and the port in it may be anybody's by now.
/// </summary>
internal sealed class ControlAddress : IDisposable
{
    private const string Prefix = "control-";
    private const string Suffix = ".address";
    private const int LongestText = 16;

    private readonly string _path;
    private readonly FileStream _held;

    private ControlAddress(string path, FileStream held) => (_path, _held) = (path, held);

    /// <summary>Tells whoever may read the folder, until this is disposed of.</summary>
    /// <exception cref="BadInputException">The folder cannot be written.</exception>
    public static ControlAddress Publish(string folder, int port)
    {
        var path = Path.Combine(folder, $"{Prefix}{port}{Suffix}");
        try
        {
            Directory.CreateDirectory(folder);
            RemoveLeftOver(folder);
            return new ControlAddress(path, Write(path, port));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(new SettingsProblem(
                "phoenix.node.data-folder",
                path,
                failure.Message.ReplaceLineEndings(" ").TrimEnd('.'),
                "name a folder that can be written, or set phoenix.control.enabled = off"));
        }
    }

    /// <summary>The ports of the nodes that run with this data folder, in ascending order.</summary>
    public static ImmutableArray<int> Find(string folder) =>
        [.. Files(folder).Where(IsHeld).Select(PortIn).OfType<int>().Order()];

    public void Dispose()
    {
        File.Delete(_path);
        _held.Dispose();
    }

    /// <summary>Held before it has its name, so that nobody ever finds it unheld.</summary>
    private static FileStream Write(string path, int port)
    {
        var draft = path + ".tmp";
        File.Delete(draft);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(draft, options);
        try
        {
            file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{port}\n")));
            file.Flush();
            File.Move(draft, path, overwrite: true);
            return file;
        }
        catch (Exception)
        {
            file.Dispose();
            throw;
        }
    }

    private static string[] Files(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, $"{Prefix}*{Suffix}") : [];

    private static void RemoveLeftOver(string folder)
    {
        foreach (var file in Files(folder).Where(file => !IsHeld(file)))
        {
            File.Delete(file);
        }
    }

    /// <summary>Asks for the file alone, which is refused as long as a process holds it.</summary>
    private static bool IsHeld(string file)
    {
        try
        {
            using var alone = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false; // somebody else's; it is not for us
        }
    }

    private static int? PortIn(string file)
    {
        try
        {
            using var shared = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> text = stackalloc byte[LongestText];
            var length = shared.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            var isNumber = int.TryParse(
                text[..length], NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var port);
            return isNumber && port is > 0 and <= 65_535 ? port : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // it ended just now
        }
    }
}
