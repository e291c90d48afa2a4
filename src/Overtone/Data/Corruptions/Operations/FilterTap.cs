using System.Runtime.InteropServices;

namespace Overtone.Data.Corruptions.Operations;

/// <summary>One weight of a filter, and the pixel it is for, relative to the one that is made.</summary>
/// <param name="Down">Rows further down.</param>
/// <param name="Across">Columns further to the right.</param>
/// <param name="Weight">The weight.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FilterTap(int Down, int Across, float Weight);
