using System.Runtime.InteropServices;

namespace Overtone.Theory.PiecewiseLinear;

/// <summary>
/// A point of a plane, by its coordinates along the slice's directions.
/// Source: none.
/// </summary>
/// <param name="X">Along the first direction.</param>
/// <param name="Y">Along the second direction.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PlanePoint(double X, double Y);
