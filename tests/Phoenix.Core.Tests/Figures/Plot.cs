using System.Globalization;
using System.Text;

namespace Phoenix.Core.Tests.Figures;

/// <summary>A small plot over time as SVG, legible on light and on dark pages.</summary>
internal sealed class Plot
{
    private const int Width = 720;
    private const int Left = 110;
    private const int Right = 20;
    private const int Top = 28;
    private const int Bottom = 34;
    private readonly StringBuilder _body = new();
    private readonly double _from;
    private readonly double _to;
    private readonly double _low;
    private readonly double _high;
    private readonly int _height;

    /// <param name="from">Seconds at the left edge.</param>
    /// <param name="to">Seconds at the right edge.</param>
    /// <param name="low">Value at the lower edge.</param>
    /// <param name="high">Value at the upper edge.</param>
    public Plot(double from, double to, double low, double high, int height = 250, double step = 1)
    {
        (_from, _to, _low, _high, _height) = (from, to, low, high, height);
        Add($"<line class=\"axis\" x1=\"{X(from)}\" y1=\"{Y(low)}\" x2=\"{X(to)}\" y2=\"{Y(low)}\"/>");
        for (var second = from; second <= to + 1e-9; second += step)
        {
            Add($"<text class=\"mid\" x=\"{X(second)}\" y=\"{_height - 12}\">{Number(second)} s</text>");
        }
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>A name to the left of a value.</summary>
    public Plot Row(string name, double value, bool line = true)
    {
        Add($"<text x=\"8\" y=\"{Y(value, 4)}\">{name}</text>");
        return line ? Rule("grid", value, _from, _to) : this;
    }

    /// <summary>A level, dashed, with its name at the left.</summary>
    public Plot Level(string name, double value, string look = "bad") =>
        Row(name, value, line: false).Rule($"{look} dash", value, _from, _to);

    public Plot Rule(string look, double value, double from, double to)
    {
        Add($"<line class=\"{look}\" x1=\"{X(from)}\" y1=\"{Y(value)}\" x2=\"{X(to)}\" y2=\"{Y(value)}\"/>");
        return this;
    }

    public Plot Dot(string look, double second, double value, double radius = 3)
    {
        Add($"<circle class=\"{look}-fill\" cx=\"{X(second)}\" cy=\"{Y(value)}\" r=\"{Number(radius)}\"/>");
        return this;
    }

    /// <summary>A moment, as an upright line with a word over it.</summary>
    public Plot Moment(string look, double second, string word)
    {
        Add($"<line class=\"{look}\" x1=\"{X(second)}\" y1=\"{Top - 6}\" x2=\"{X(second)}\" y2=\"{Y(_low)}\"/>");
        Add($"<text class=\"mid\" x=\"{X(second)}\" y=\"{Top - 12}\">{word}</text>");
        return this;
    }

    public Plot Word(double second, double value, string word)
    {
        Add($"<text x=\"{X(second)}\" y=\"{Y(value)}\">{word}</text>");
        return this;
    }

    /// <summary>What lies between two values for a while.</summary>
    public Plot Band(string look, double from, double to, double low, double high)
    {
        var (x, y) = (X(from), Y(high));
        var (width, height) = (Number(Across(to) - Across(from)), Number(Down(low) - Down(high)));
        Add($"<rect class=\"{look}-band\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
        return this;
    }

    public Plot Line(string look, IEnumerable<(double Second, double Value)> points)
    {
        var drawn = string.Join(' ', points.Select(point => $"{X(point.Second)},{Y(point.Value)}"));
        Add($"<polyline class=\"{look}\" points=\"{drawn}\"/>");
        return this;
    }

    public override string ToString() =>
        $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{_height}}"
          font-family="sans-serif" font-size="13">
          <style>
            text { fill: #57606a } .mid { text-anchor: middle } line, polyline { fill: none; stroke-width: 2 }
            .axis, .grid { stroke: #8c959f; stroke-width: 1 } .dash { stroke-dasharray: 6 4 }
            .ok { stroke: #1a7f37 } .bad { stroke: #cf222e } .info { stroke: #0969da }
            .ok-fill { fill: #1a7f37 } .bad-fill { fill: #cf222e } .info-fill { fill: #0969da }
            .info-band { fill: #0969da; fill-opacity: .2 } .bad-band { fill: #cf222e; fill-opacity: .15 }
            .ok-band { fill: #1a7f37; fill-opacity: .2 }
            @media (prefers-color-scheme: dark) {
              text { fill: #9da7b3 } .ok { stroke: #3fb950 } .bad { stroke: #f85149 } .info { stroke: #58a6ff }
              .ok-fill { fill: #3fb950 } .bad-fill { fill: #f85149 } .info-fill, .info-band { fill: #58a6ff }
              .bad-band { fill: #f85149 } .ok-band { fill: #3fb950 }
            }
          </style>
        {{_body}}</svg>

        """.ReplaceLineEndings("\n");

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", Invariant);

    private double Across(double second) => Left + ((second - _from) / (_to - _from) * (Width - Left - Right));

    private double Down(double value) =>
        _height - Bottom - ((value - _low) / (_high - _low) * (_height - Bottom - Top));

    private string X(double second) => Number(Across(second));

    private string Y(double value, double lower = 0) => Number(Down(value) + lower);

    private void Add(string element) => _body.Append("  ").Append(element).Append('\n');
}
