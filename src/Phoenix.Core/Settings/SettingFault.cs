using System.Globalization;

namespace Phoenix.Core.Settings;

/// <summary>A setting outside its range.</summary>
/// <param name="Key">The property, with the record it belongs to, for example <c>LossSettings.StopLoss</c>.</param>
/// <param name="Value">As it was given.</param>
/// <param name="Range">What is allowed, for example <c>above 0 and at most 1</c>.</param>
public readonly record struct SettingFault(string Key, string Value, string Range)
{
    public override string ToString() => $"{Key} = {Value}: expected {Range}";

    /// <summary>The fault of this key unless <paramref name="holds"/>.</summary>
    internal static IEnumerable<SettingFault> Unless(bool holds, string key, IFormattable value, string range) =>
        holds ? [] : [new SettingFault(key, value.ToString(null, CultureInfo.InvariantCulture), range)];
}
