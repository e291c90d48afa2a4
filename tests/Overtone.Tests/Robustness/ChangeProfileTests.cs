using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

public class ChangeProfileTests
{
    [Fact]
    public void White_noise_has_the_same_energy_everywhere_whatever_its_norm()
    {
        using var scope = NewDisposeScope();
        var profile = new ChangeProfile(16, 16);
        profile.Add(7 * RandomStreams.Normal(1, "noise", 0, 400, 3, 16, 16));
        Assert.All(profile.RelativeEnergy, energy => Assert.Equal(1, energy, 0.05));
    }

    [Fact]
    public void A_wave_has_its_energy_on_its_ring_alone_and_batches_add_up()
    {
        using var scope = NewDisposeScope();
        var wave = (arange(16) * (2 * Math.PI * 3 / 16)).cos().expand(2, 1, 16, 16);
        ChangeProfile whole = new(16, 16), parts = new(16, 16);
        whole.Add(wave);
        parts.Add(wave.narrow(0, 0, 1));
        parts.Add(0.1 * wave.narrow(0, 1, 1));
        Assert.All(whole.RelativeEnergy.Index(), ring => Assert.Equal(ring.Index == 3, ring.Item > 1e-6));
        // All of the energy on one ring: as many times the mean as there are frequencies for each on the ring's.
        var onRing = Enumerable.Range(-8, 16).Sum(y => Enumerable.Range(-8, 16).Count(x => Ring(y, x) == 3));
        Assert.Equal(256.0 / onRing, whole.RelativeEnergy[3], 1e-5);
        Assert.All(whole.RelativeEnergy.Zip(parts.RelativeEnergy), ring => Assert.Equal(ring.First, ring.Second, 1e-5));

        static int Ring(int y, int x) => (int)Math.Round(Math.Sqrt((y * y) + (x * x)));
    }

    [Fact]
    public void Changes_of_nothing_count_for_nothing()
    {
        using var scope = NewDisposeScope();
        ChangeProfile some = new(8, 8), more = new(8, 8);
        var noise = RandomStreams.Normal(2, "noise", 0, 5, 1, 8, 8);
        some.Add(noise);
        more.Add(cat([noise, zeros(3, 1, 8, 8)]));
        Assert.Equal(some.RelativeEnergy, more.RelativeEnergy);
        Assert.All(new ChangeProfile(8, 8).RelativeEnergy, energy => Assert.Equal(0, energy));
    }
}
