using System.Globalization;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Logs;

/// <summary>The file that gets the lines of the log as JSON.</summary>
internal static class LogFile
{
    /// <summary>
    /// Finds out before the run whether it can be written: while it runs, lines that cannot be are lost in silence.
    /// </summary>
    /// <param name="path">Empty for none. Folders that are missing are made.</param>
    /// <exception cref="BadInputException">It cannot.</exception>
    public static void Probe(string path)
    {
        if (path.Length == 0)
        {
            return;
        }

        try
        {
            if (Directory.Exists(path))
            {
                throw new IOException("it is a folder");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = File.Open(OfToday(path), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new BadInputException(new SettingsProblem(
                "phoenix.logging.file", path, "cannot be written", $"name a file that can ({reason})"));
        }
    }

    /// <summary>Where the first lines of today go: the sink puts the day before the extension.</summary>
    private static string OfToday(string path)
    {
        var day = DateTime.Now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var name = Path.GetFileNameWithoutExtension(path) + day + Path.GetExtension(path);
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name);
    }
}
