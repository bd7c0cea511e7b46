using Phoenix.Core.Ports;

namespace Phoenix.Node.Control;

/// <summary>
/// Remembers a kill in a small file. Whatever is found there that is not wholly what a release writes counts as a kill.
/// </summary>
internal sealed class FileKillSwitch(string path, TimeProvider time) : IKillSwitch
{
    private const string Killed = "killed ";
    private const string Released = "released ";
    private const string End = " end\n";

    private readonly DurableFile _file = new(path);

    public KillReading Read() => _file.Read(Judge, Doubt) ?? new KillReading(IsEngaged: false, null);

    public Task<string?> Engage() => Write(Killed);

    public Task<string?> Release() => Write(Released);

    private Task<string?> Write(string word) => _file.Replace($"{word}{time.GetUtcNow():O}{End}");

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
}
