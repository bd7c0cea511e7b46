using System.Text;
using Phoenix.Core.Ports;

namespace Phoenix.Node.Control;

/// <summary>
/// Remembers a kill in a small file: written beside it, forced to the disk, renamed. Whatever is found there that is
/// not wholly what a release writes counts as a kill.
/// </summary>
internal sealed class FileKillSwitch(string path, TimeProvider time) : IKillSwitch
{
    private const string Killed = "killed ";
    private const string Released = "released ";
    private const string End = " end\n";

    private readonly Lock _gate = new();
    private Task<string?> _last = Task.FromResult<string?>(null);

    private string Draft => path + ".tmp";

    public KillReading Read()
    {
        try
        {
            return File.Exists(Draft)
                ? Doubt($"{Draft} was not written to its end")
                : Judge(File.ReadAllText(path));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new KillReading(IsEngaged: false, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Doubt(failure.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    public Task<string?> Engage() => Enqueue(Killed);

    public Task<string?> Release() => Enqueue(Released);

    private KillReading Judge(string text)
    {
        var isWhole = text.EndsWith(End, StringComparison.Ordinal);
        return isWhole && text.StartsWith(Released, StringComparison.Ordinal) ? new KillReading(false, null)
            : isWhole && text.StartsWith(Killed, StringComparison.Ordinal) ? new KillReading(true, null)
            : Doubt($"{path} is cut off or not ours");
    }

    private KillReading Doubt(string reason) => new(
        IsEngaged: true,
        $"{reason}, so all trading counts as killed; make {path} writable, then end it by resume --after-kill");

    /// <summary>One after another, in the order in which they were asked for.</summary>
    private Task<string?> Enqueue(string word)
    {
        lock (_gate)
        {
            return _last = After(_last, word);
        }
    }

    private async Task<string?> After(Task<string?> before, string word)
    {
        await before;
        return await Task.Run(() => Write(word));
    }

    private string? Write(string word)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            using (var draft = File.Create(Draft))
            {
                draft.Write(Encoding.ASCII.GetBytes($"{word}{time.GetUtcNow():O}{End}"));
                draft.Flush(flushToDisk: true);
            }

            File.Move(Draft, path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
        }
    }
}
